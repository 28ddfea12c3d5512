using CsCheck;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Journals;

/// <summary>Random schedules of workers, additions and times, with faults at any call of them.</summary>
public sealed class LeaseFaultTests
{
    private static readonly int Count = TestRun.Schedules(5_000);

    private static readonly Gen<Fault> AnyFault = Gen.Frequency((20, Gen.Const(Fault.None)), (6, Gen.Enum<Fault>()));

    private static readonly Gen<Fault[]> AnyFaults = Gen.Frequency(
        (4, Gen.Const(Array.Empty<Fault>())),
        (6, Gen.Select(Gen.Int[0, 20], Gen.Enum<Fault>())
            .Select(static (position, fault) => (Fault[])[.. Enumerable.Repeat(Fault.None, position), fault])),
        (2, AnyFault.Array[0, 20]));

    private static readonly Gen<Operation> AnyOperation = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], AnyFaults)
        .Select(static (kind, choice, faults) => new Operation(kind, choice, faults));

    [Fact]
    public async Task OneWorkerActs_AndNothingAddedIsLost_WhateverFails()
    {
        // Not Check.Sample, which keeps the seed of its first schedule only: here every run plays the same ones.
        var random = PCG.Parse("0000KOIPe036");
        var schedules = AnyOperation.Array[3, 14];
        var (struck, repeated, added) = (0, 0, 0);
        for (var number = 0; number < Count; number++)
        {
            var schedule = schedules.Generate(random, null, out _);
            try
            {
                var world = await RunAsync(schedule);
                (struck, repeated, added) = (struck
                    + world.Struck, repeated + world.Acts.Count - CounterHarness.Last, added + world.Added.Count);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Schedule {number}: {string.Join(" | ", schedule.AsEnumerable())}", e);
            }
        }

        struck.ShouldBeGreaterThan(Count / 2);
        repeated.ShouldBeGreaterThan(Count / 10);
        added.ShouldBeGreaterThan(Count);
    }

    /// <summary>Not random: each fault at each call of a whole count, one after the other.</summary>
    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    [InlineData(Fault.Late)]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    [InlineData(Fault.Suspended)]
    public async Task Resumes_WhateverCallFails(Fault fault)
    {
        var position = 0;
        for (var struck = true; struck; position++)
        {
            var world = new CounterHarness();
            await TryAsync(world.Worker([.. Enumerable.Repeat(Fault.None, position), fault]).AdvanceAsync);
            struck = world.Struck > 0;
            await world.RecoverAsync();
        }

        position.ShouldBeGreaterThan(CounterHarness.Last * 3);
    }

    private static async Task<CounterHarness> RunAsync(Operation[] schedule)
    {
        var world = new CounterHarness();
        foreach (var (number, operation) in schedule.Index())
        {
            var worker = world.Worker(operation.Faults);
            await TryAsync(operation.Kind switch
            {
                0 => () => worker.AddAsync($"item-{number % (operation.Choice + 1)}"),
                1 => () => world.AdvanceAsync(TimeSpan.FromMinutes(operation.Choice)),
                _ => worker.AdvanceAsync,
            });
        }

        await world.RecoverAsync();
        return world;
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
