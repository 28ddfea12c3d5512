using ServerlessGuard.Testing;
using ServerlessGuard.Tests;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>Timers under the SDK's lock: one instance runs them, and another takes over from one that died.</summary>
public sealed class TwoInstancesTests(Stage stage)
{
    private const string Timer = "heartbeat";

    [LongFact]
    public async Task OneInstanceRunsTimers_AndTheOtherTakesOver_WhenItIsKilled()
    {
        var settings = stage.Settings(Stage.Gateway);
        settings["AzureFunctionsWebHost__hostid"] = "two-instances";
        settings["GuardScheduleHeartbeat"] = "* * * * * *";
        // The shortest lease there is: an instance that died keeps its locks for so long.
        settings["AzureFunctionsJobHost__singleton__listenerLockPeriod"] = "00:00:15";
        settings["AzureFunctionsJobHost__singleton__listenerLockRecoveryPollingInterval"] = "00:00:15";
        await using var first = await HostProcess.StartAsync(PublishedApp.Folder, settings);
        await Condition.HoldsAsync(() => Ran(first) > 0, "the first instance to run the timer");
        await using var second = await HostProcess.StartAsync(PublishedApp.Folder, settings);
        var seen = Ran(first);
        await Condition.HoldsAsync(() => Ran(first) > seen + 2, "the first instance to go on", () => Ran(first));
        Ran(second).ShouldBe(0);

        await first.KillAsync();

        await Condition.HoldsAsync(() => Ran(second) > 0, "the second instance to take over");
        Ran(second).ShouldBeGreaterThan(0);
    }

    private static int Ran(HostProcess host) => host.Invocations.Count(static invocation => invocation is { Function: Timer, Error: null });
}
