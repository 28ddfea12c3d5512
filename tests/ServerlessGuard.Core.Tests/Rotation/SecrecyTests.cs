using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Tests.Journals;

namespace ServerlessGuard.Core.Tests.Rotation;

public sealed class SecrecyTests
{
    [Fact]
    public async Task LeavesNoKey_InLogsJournalEntriesAlertsMeasuresOrExceptions()
    {
        using var loggers = new CollectingLoggerFactory();
        var left = new ConcurrentQueue<string>();
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument)
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => left.Enqueue(Measure(instrument, value, tags)));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => left.Enqueue(Measure(instrument, value, tags)));
        meters.Start();
        var world = await RotationHarness.CreateAsync(loggers);
        foreach (var fault in Enum.GetValues<Fault>())
        {
            for (var position = 0; position < 40; position += 3)
            {
                await TryAsync(
                    () => world.Worker([.. Enumerable.Repeat(Fault.None, position), fault]).Sweep.RunAsync(CancellationToken.None).AsTask(),
                    left);
                await world.AdvanceAsync(TimeSpan.FromMinutes(11));
            }
        }

        await world.RecoverAsync();
        var current = await world.Vault.GetAsync(world.Policy.Secret, CancellationToken.None);
        var leaks = world.Worker();
        await TryAsync(() => leaks.Leaks.ReportAsync(current!.Value, "guard", CancellationToken.None).AsTask(), left);
        await world.RecoverAsync();
        left.Enqueue((await world.StateAsync()).ToString());
        left.Enqueue(current!.ToString());
        left.Enqueue((await world.Platform.ListAsync(world.Policy, CancellationToken.None))[0].ToString());
        foreach (var document in await world.Documents.ListAsync(RotationJournal.Partition, null, 100, CancellationToken.None))
        {
            left.Enqueue(Encoding.UTF8.GetString(document.Body.Span));
        }

        var all = string.Join('\n', [
            .. left, .. loggers.Lines, .. world.Audit.Entries.Select(Show),
            .. world.Alerts.Raised.Select(static a => $"{a.Code} {a.Message} {a.DedupeKey} {string.Join(' ', a.Tags)}")
        ]);
        foreach (var key in world.Platform.Issued)
        {
            all.ShouldNotContain(key);
        }

        world.Platform.Issued.Count().ShouldBeGreaterThan(4);
        all.ShouldContain("guard.rotations.started");
        all.ShouldContain("rotation.verified");
        all.ShouldContain("StoreUnavailableException");
    }

    private static string Show(ServerlessGuard.Core.Audit.AuditEntry entry) =>
        $"{entry} {string.Join(' ', entry.Facts)} {string.Join(' ', entry.Macs)}";

    private static string Measure<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}";

    private static async Task TryAsync(Func<Task> act, ConcurrentQueue<string> left)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is StoreUnavailableException or SimulatedCrashException)
        {
            left.Enqueue(e.ToString());
        }
    }
}
