using CsCheck;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Tests.Journals;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Drills;

/// <summary>Random schedules of drills, times, incidents and workers, with faults at any call of them.</summary>
public sealed class DrillFaultTests
{
    private static readonly int Count = TestRun.Schedules(10_000);

    private static readonly Gen<Fault[]> AnyFaults = Gen.Frequency(
        (8, Gen.Const(Array.Empty<Fault>())),
        (6, Gen.Select(Gen.Int[0, 40], Gen.Enum<Fault>())
            .Select(static (position, fault) => (Fault[])[.. Enumerable.Repeat(Fault.None, position), fault])),
        (2, Gen.Frequency((24, Gen.Const(Fault.None)), (6, Gen.Enum<Fault>())).Array[0, 40]));

    private static readonly Gen<Operation> AnyOperation = Gen.Select(
        Gen.Frequency(
            (10, Gen.Const(0)), (6, Gen.Const(1)), (2, Gen.Const(2)), (1, Gen.Const(3)), (2, Gen.Const(4)), (1, Gen.Const(5)),
            (1, Gen.Const(6)), (1, Gen.Const(7)), (1, Gen.Const(8))),
        Gen.Int[0, 5],
        AnyFaults).Select(static (kind, choice, faults) => new Operation(kind, choice, faults));

    [LongFact]
    public async Task RestoresTheOriginalState_AndNeverDrillsTwoAtOnce_WhateverFails()
    {
        // Not Check.Sample, which keeps the seed of its first schedule only: here every run plays the same ones.
        var random = PCG.Parse("0000KOIPe036");
        var schedules = AnyOperation.Array[3, 16];
        var (struck, harmed, ended) = (0, 0, 0);
        for (var number = 0; number < Count; number++)
        {
            var schedule = schedules.Generate(random, null, out _);
            try
            {
                var world = await RunAsync(schedule);
                (struck, harmed) = (struck + world.Struck, harmed + world.Harmed);
                ended += (await new DrillHistory(world.Documents).ReadAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken))
                    .Count(static r => r.Result == DrillResult.Passed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Schedule {number}: {string.Join(" | ", schedule.AsEnumerable())}", e);
            }
        }

        struck.ShouldBeGreaterThan(Count);
        harmed.ShouldBeGreaterThan(Count / 3);
        ended.ShouldBeGreaterThan(Count / 8);
    }

    /// <summary>Not random: each fault at each call of a whole drill, one after the other.</summary>
    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    [InlineData(Fault.Late)]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    [InlineData(Fault.Suspended)]
    public async Task PutsBack_WhateverCallFails(Fault fault)
    {
        var position = 0;
        for (var struck = true; struck; position++)
        {
            var world = new DrillHarness();
            var worker = world.Worker([.. Enumerable.Repeat(Fault.None, position), fault]);
            await TryAsync(async () => await worker.Driller.BeginAsync(
                DrillKind.Rollback, DrillMode.Full, "user:test", false, TestContext.Current.CancellationToken));
            for (var turn = 0; turn < 12; turn++)
            {
                await TryAsync(async () => await worker.Driller.AdvanceAsync(TestContext.Current.CancellationToken));
                await world.AdvanceAsync(TimeSpan.FromSeconds(2));
            }

            await world.RecoverAsync();
            struck = world.Struck > 0;
        }

        position.ShouldBeGreaterThan(30);
    }

    private static async Task<DrillHarness> RunAsync(Operation[] schedule)
    {
        var world = new DrillHarness();
        foreach (var operation in schedule)
        {
            await TryAsync(() => DoAsync(world, operation));
            await world.CheckAsync();
        }

        await world.RecoverAsync();
        return world;
    }

    private static async Task DoAsync(DrillHarness world, Operation operation)
    {
        var worker = world.Worker(operation.Faults);
        var kind = operation.Choice % 2 == 0 ? DrillKind.Rollback : DrillKind.Revocation;
        switch (operation.Kind)
        {
            case 1:
                await world.AdvanceAsync(TimeSpan.FromSeconds(1 + operation.Choice));
                break;
            case 2:
                await world.AdvanceAsync(TimeSpan.FromMinutes(2 * operation.Choice));
                break;
            case 3:
                await world.AdvanceAsync(TimeSpan.FromDays(2 * operation.Choice));
                break;
            case 4:
                await worker.Driller.BeginAsync(kind, (DrillMode)(operation.Choice % 3), "user:test", false, CancellationToken.None);
                await worker.Driller.AdvanceAsync(CancellationToken.None);
                break;
            case 5:
                await world.Incidents.DeclareAsync(
                    new NewIncident { Key = $"{operation.Choice}", Title = "Something real", Cause = "person", Actor = "user:test" },
                    CancellationToken.None);
                break;
            case 6:
                foreach (var open in (await world.Incidents.ListAsync(CancellationToken.None)).Where(static i => i.IsOpen))
                {
                    await world.Incidents.CloseAsync(open.Id, "user:test", null, CancellationToken.None);
                }

                break;
            case 7:
                world.GuardTakes = operation.Choice == 0 ? null : TimeSpan.FromSeconds(operation.Choice * operation.Choice * 20);
                world.RealRollback = operation.Choice == 5;
                break;
            case 8:
                await worker.Journal.RequestAsync(
                    new DrillRequest(world.Entropy.NewId(), kind, DrillMode.Full, "user:test"), CancellationToken.None);
                break;
            default:
                // One process lives for some sweeps, as a host does.
                for (var turn = 0; turn <= operation.Choice; turn++)
                {
                    await TryAsync(worker.SweepAsync);
                    await world.AdvanceAsync(TimeSpan.FromSeconds(1));
                }

                break;
        }
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is StoreUnavailableException or SimulatedCrashException)
        {
            // The worker failed; what it left behind is what is looked at.
        }
    }

    private sealed record Operation(int Kind, int Choice, Fault[] Faults)
    {
        public override string ToString() => $"{Kind}/{Choice}: {string.Join(',', Faults)}";
    }
}
