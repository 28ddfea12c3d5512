using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Content;
using ServerlessGuard.Local.Deployments;
using ServerlessGuard.Local.Review;
using ServerlessGuard.Local.Rotation;
using YamlDotNet.Serialization;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>The embedded host's loops and the function app's timers (policies/duties.yaml) run as often.</summary>
public sealed class ScheduleTests
{
    public static TheoryData<string, TimeSpan> Loops => new()
    {
        { "Checkpoint", SequencerLoop.Every },
        { "Recovery", RecoveryLoop.Every },
        { "Retention", ContentLoop.Every },
        { "RotationSweep", new RotationLoopOptions().Every },
        { "CaseSweep", new ReviewLoopOptions().Every },
        { "OutcomeSweep", new OutcomeOptions().Every },
        { "DeploymentSweep", new WatchLoopOptions().Every },
    };

    [Theory]
    [MemberData(nameof(Loops))]
    public void TimerAndLoop_RunAsOften(string timer, TimeSpan every)
    {
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "duties.yaml")));
        var schedule = (string)((Dictionary<object, object>)file["schedules"])[timer];
        (every < TimeSpan.FromMinutes(1) ? $"*/{every.TotalSeconds:0} * * * * *" : "0 * * * * *").ShouldBe(schedule);
        every.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }
}
