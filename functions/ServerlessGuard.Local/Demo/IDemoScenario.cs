namespace ServerlessGuard.Local.Demo;

/// <summary>
/// One chapter of the story: something is tried through the guard's own HTTP surface, and what came of it is checked.
/// Chapters run in the order of <see cref="DemoScenarios.All"/> on one stage and leave it as they found it.
/// </summary>
internal interface IDemoScenario
{
    /// <summary>What is tried, in a few words.</summary>
    string Title { get; }

    Task<ScenarioOutcome> RunAsync(DemoContext stage, CancellationToken cancellationToken);
}
