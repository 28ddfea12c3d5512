using CsCheck;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Tests.Rotation;

/// <summary>Random schedules of triggers, times and workers, with faults at any call of them.</summary>
public sealed class RotationFaultTests
{
    private const int Schedules = 12_000;

    private static readonly Gen<Fault> AnyFault = Gen.Frequency(
        (14, Gen.Const(Fault.None)),
        (1, Gen.Const(Fault.Before)),
        (1, Gen.Const(Fault.After)),
        (1, Gen.Const(Fault.Late)),
        (1, Gen.Const(Fault.CrashBefore)),
        (1, Gen.Const(Fault.CrashAfter)),
        (1, Gen.Const(Fault.Suspended)));

    private static readonly Gen<Operation> AnyOperation = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], AnyFault.Array[0, 40]).Select(static (kind, choice, faults) => new Operation(kind, choice, faults));

    [Fact]
    public async Task KeepsAValidKey_AndRotatesOncePerTrigger_WhateverFails()
    {
        var struck = 0;
        await AnyOperation.Array[2, 12].SampleAsync(
            async schedule => Interlocked.Add(ref struck, await PlayAsync(schedule)),
            iter: Schedules,
            seed: "0000KOIPe036",
            print: static schedule => string.Join(" | ", schedule.AsEnumerable()));
        struck.ShouldBeGreaterThan(Schedules);
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
            var world = await RotationWorld.CreateAsync();
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

    private static async Task<int> PlayAsync(Operation[] schedule)
    {
        var world = await RotationWorld.CreateAsync();
        await world.SweepAsync();
        foreach (var operation in schedule)
        {
            await TryAsync(() => DoAsync(world, operation));
            await world.CheckAsync();
        }

        await world.RecoverAsync();
        await world.CheckProofsAsync();
        return world.Struck;
    }

    private static async Task DoAsync(RotationWorld world, Operation operation)
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
                await worker.Rotator.BeginAsync(world.Policy, new RotationTrigger($"request-{operation.Choice}", RotationReason.Request), CancellationToken.None);
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
