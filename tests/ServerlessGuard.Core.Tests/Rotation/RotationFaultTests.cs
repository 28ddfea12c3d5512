using CsCheck;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Tests.Journals;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Rotation;

/// <summary>Random schedules of triggers, times and workers, with faults at any call of them.</summary>
public sealed class RotationFaultTests
{
    private static readonly int Count = TestRun.Schedules(12_000);

    private static readonly Gen<Fault> AnyFault = Gen.Frequency(
        (24, Gen.Const(Fault.None)),
        (1, Gen.Const(Fault.Before)),
        (1, Gen.Const(Fault.After)),
        (1, Gen.Const(Fault.Late)),
        (1, Gen.Const(Fault.CrashBefore)),
        (1, Gen.Const(Fault.CrashAfter)),
        (1, Gen.Const(Fault.Suspended)));

    /// <summary>Often none, so that rotations get far; often one, at any call; sometimes many.</summary>
    private static readonly Gen<Fault[]> AnyFaults = Gen.Frequency(
        (8, Gen.Const(Array.Empty<Fault>())),
        (6, Gen.Select(Gen.Int[0, 30], Gen.Enum<Fault>())
            .Select(static (position, fault) => (Fault[])[.. Enumerable.Repeat(Fault.None, position), fault])),
        (2, AnyFault.Array[0, 40]));

    /// <summary>The actions of <see cref="DoAsync"/>; mostly sweeps a few seconds apart, where rotations make their way.</summary>
    private static readonly Gen<int> AnyKind = Gen.Frequency(
        (8, Gen.Const(8)),
        (6, Gen.Const(5)),
        (2, Gen.Const(6)),
        (1, Gen.Const(7)),
        (4, Gen.Int[0, 4]));

    private static readonly Gen<Operation> AnyOperation = Gen.Select(AnyKind, Gen.Int[0, 5], AnyFaults)
        .Select(static (kind, choice, faults) => new Operation(kind, choice, faults));

    [Fact]
    public async Task KeepsAValidKey_AndRotatesOncePerTrigger_WhateverFails()
    {
        // Not Check.Sample, which keeps the seed of its first schedule only: here every run plays the same ones.
        var random = PCG.Parse("0000KOIPe036");
        var schedules = AnyOperation.Array[4, 24];
        var struck = 0;
        for (var number = 0; number < Count; number++)
        {
            var schedule = schedules.Generate(random, null, out _);
            try
            {
                struck += await RunAsync(schedule);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Schedule {number}: {string.Join(" | ", schedule.AsEnumerable())}", e);
            }
        }

        struck.ShouldBeGreaterThan(Count);
    }

    /// <summary>Not random: each fault at each call of a whole rotation, one after the other.</summary>
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
            var world = await RotationHarness.CreateAsync();
            var worker = world.Worker([.. Enumerable.Repeat(Fault.None, position), fault]);
            for (var turn = 0; turn < 12; turn++)
            {
                await TryAsync(() => worker.Sweep.RunAsync(CancellationToken.None).AsTask());
                await world.AdvanceAsync(turn < 6 ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(6));
            }

            await world.RecoverAsync();
            await world.CheckProofsAsync();
            struck = world.Struck > 0;
            world.Versions.Count.ShouldBe(2);
        }

        position.ShouldBeGreaterThan(50);
    }

    private static async Task<int> RunAsync(Operation[] schedule)
    {
        var world = await RotationHarness.CreateAsync();
        foreach (var operation in schedule)
        {
            await TryAsync(() => DoAsync(world, operation));
            await world.CheckAsync();
        }

        await world.RecoverAsync();
        await world.CheckProofsAsync();
        return world.Struck;
    }

    private static async Task DoAsync(RotationHarness world, Operation operation)
    {
        var worker = world.Worker(operation.Faults);
        var version = world.Versions[operation.Choice % world.Versions.Count];
        switch (operation.Kind)
        {
            case 0:
                await worker.Events.HandleAsync(world.Event(SecretEventHandler.NearExpiry, version), CancellationToken.None);
                break;
            case 1:
                await worker.Events.HandleAsync(world.Event(SecretEventHandler.Expired, version), CancellationToken.None);
                break;
            case 2:
                await worker.Events.HandleAsync(world.Event(SecretEventHandler.NewVersion, version), CancellationToken.None);
                break;
            case 3:
                await worker.Rotator.BeginAsync(
                    world.Policy, new RotationTrigger($"request-{operation.Choice}", RotationReason.Request), CancellationToken.None);
                await worker.Rotator.AdvanceAsync(world.Policy, CancellationToken.None);
                break;
            case 4 when operation.Choice == 0:
                var leaked = await world.Vault.GetVersionAsync(world.Policy.Secret, version, CancellationToken.None);
                await worker.Leaks.ReportAsync(leaked!.Value, "guard", CancellationToken.None);
                break;
            case 5:
                await world.AdvanceAsync(TimeSpan.FromSeconds(15));
                break;
            case 6:
                await world.AdvanceAsync(TimeSpan.FromMinutes(4 * operation.Choice));
                break;
            case 7:
                await world.AdvanceAsync(TimeSpan.FromHours(5 * operation.Choice));
                break;
            default:
                await worker.Sweep.RunAsync(CancellationToken.None);
                break;
        }
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is StoreUnavailableException or SimulatedCrashException or KeyPlatformException)
        {
            // The worker failed; what it left behind is what is looked at.
        }
    }

    private sealed record Operation(int Kind, int Choice, Fault[] Faults)
    {
        public override string ToString() => $"{Kind}/{Choice}: {string.Join(',', Faults)}";
    }
}
