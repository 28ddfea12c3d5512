using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Hosting;
using YamlDotNet.Serialization;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>The embedded host's jobs and the function app's timers (policies/duties.yaml) run as often.</summary>
public sealed class ScheduleTests
{
    private static readonly JobIntervals Intervals = new();

    public static TheoryData<string, TimeSpan> Jobs => new()
    {
        { "Checkpoint", Intervals.Sequencing },
        { "Recovery", ReplicaRecovery.Every },
        { "Retention", Intervals.Content },
        { "RotationSweep", Intervals.Rotation },
        { "CaseSweep", Intervals.Cases },
        { "OutcomeSweep", new OutcomeOptions().Every },
        { "DeploymentSweep", Intervals.Watch },
    };

    [Theory]
    [MemberData(nameof(Jobs))]
    public void TimerAndJob_RunAsOften(string timer, TimeSpan every)
    {
        var file = new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "duties.yaml")));
        var schedule = (string)((Dictionary<object, object>)file["schedules"])[timer];
        (every < TimeSpan.FromMinutes(1) ? $"*/{every.TotalSeconds:0} * * * * *" : "0 * * * * *").ShouldBe(schedule);
        every.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
    }
}
