namespace ServerlessGuard.Local.Demo;

/// <summary>The results of the scenarios, as <c>--json</c> writes them.</summary>
internal sealed record DemoResult(bool Passed, int Checks, long Milliseconds, IReadOnlyList<DemoScenarioResult> Scenarios)
{
    public static DemoResult Of(IReadOnlyList<ScenarioReport> reports, TimeSpan took) => new(
        reports.All(static report => report.Outcome.Passed),
        reports.Sum(static report => report.Outcome.Checks.Count),
        (long)took.TotalMilliseconds,
        [.. reports.Select(static report => new DemoScenarioResult(
            report.Title,
            report.Outcome.Passed,
            report.Outcome.Tried,
            report.Outcome.ModelSaw,
            report.Outcome.ClientGot,
            report.Outcome.Checks,
            (long)report.Duration.TotalMilliseconds))]);
}

/// <summary>A scenario as <c>--json</c> writes it.</summary>
internal sealed record DemoScenarioResult(
    string Title,
    bool Passed,
    string Tried,
    string ModelSaw,
    string ClientGot,
    IReadOnlyList<DemoCheck> Checks,
    long Milliseconds);

/// <summary>One thing that had to hold.</summary>
internal sealed record DemoCheck(string Description, bool Passed);
