using System.Text.Json;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>The ended drills, for views of their times. Throws <see cref="StoreUnavailableException"/>.</summary>
public sealed class DrillHistory(IDocumentStore documents)
{
    private const int Page = 200;

    /// <summary>All runs that ended from <paramref name="from"/> on, oldest first.</summary>
    public async ValueTask<IReadOnlyList<DrillRun>> ReadAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var runs = new List<DrillRun>();
        string? after = null;
        while (await documents.ListAsync(DrillJournal.HistoryPartition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            runs.AddRange(
                page.Select(static d => JsonSerializer.Deserialize(d.Body.Span, DrillJson.Default.DrillRun)!).Where(r => r.Ended >= from));
            after = page[^1].Key;
        }

        return runs;
    }

    /// <summary>One kind's passed drills as points of a trend, oldest first.</summary>
    public async ValueTask<IReadOnlyList<DrillMeasurement>> TrendAsync(
        DrillKind kind, DateTimeOffset from, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(from, cancellationToken))
            .Where(r => r.Kind == kind && r is { Result: DrillResult.Passed, HarmStarted: not null })
            .Select(DrillMeasurement.Of)];
}

/// <summary>A drill's times, in seconds after the harm was done.</summary>
public sealed record DrillMeasurement(string Drill, DateTimeOffset Ended, double Detect, double Decide, double Restore)
{
    internal static DrillMeasurement Of(DrillRun run) =>
        new(run.Id, run.Ended!.Value, After(run, run.Detected), After(run, run.Decided), After(run, run.Restored));

    private static double After(DrillRun run, DateTimeOffset? time) => (time - run.HarmStarted)?.TotalSeconds ?? 0;
}
