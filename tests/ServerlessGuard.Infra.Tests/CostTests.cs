using System.Globalization;
using System.Text.RegularExpressions;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>The counts in docs/deploy.md are those of the program's resources and of the schedules' runs.</summary>
public sealed class CostTests
{
    private static readonly Regex Timer = new("TimerTrigger\\(\"%GuardSchedule([A-Za-z]+)%", RegexOptions.NonBacktracking);

    private static readonly Regex Function = new("\\[Function\\(\"([a-z0-9_]+)\"", RegexOptions.NonBacktracking);

    [Fact]
    public async Task Costs_CountWhatIsThere()
    {
        var graph = await Graph.OfAsync(
            ("reportingApplications", null), ("newAccount", null), ("models", Example.List(Example.Settings("dev").Models[0].Id)));
        var text = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "docs", "deploy.md"), TestContext.Current.CancellationToken);

        text.ShouldContain($"| private endpoints, 7.30 each | 0 | {graph.Of("network:PrivateEndpoint").Count()}: ");
        text.ShouldContain($"| private DNS zones, 0.50 each | 0 | {graph.Of("privatedns:PrivateZone").Count()}: ");
        text.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"the six apps' timers ({TimerRuns() / 1e6:0.0} million runs, "));
        text.ShouldContain(
            $"| alerts ({graph.Of("monitor:ScheduledQueryRule").Count()} on logs, {graph.Of("monitor:MetricAlert").Count()} on metrics) |");
    }

    /// <summary>In a month of thirty days, of all apps together.</summary>
    private static double TimerRuns()
    {
        var duties = Example.Settings("dev").Duties;
        return Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "functions"), "*.cs").Select(File.ReadAllText)
            .Select(t => (Timer: Timer.Match(t), Function: Function.Match(t)))
            .Where(t => t.Timer.Success)
            .Sum(t => RunsAMonth(
                duties.Schedules[t.Timer.Groups[1].Value]) * duties.Apps.Count(d => d.Functions.Contains(t.Function.Groups[1].Value)));
    }

    private static double RunsAMonth(string schedule)
    {
        const double Seconds = 30 * 24 * 60 * 60;
        return schedule.Split(' ') switch
        {
            [['*', '/', .. var every], "*", "*", "*", "*", "*"] => Seconds / int.Parse(every, CultureInfo.InvariantCulture),
            [_, "*", "*", "*", "*", "*"] => Seconds / 60,
            [_, _, _, "*", "*", "*"] => 30,
            _ => throw new NotSupportedException($"the schedule {schedule}"),
        };
    }
}
