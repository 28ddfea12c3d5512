namespace ServerlessGuard.Local.Demo;

/// <summary>
/// A scenario: something is tried through the guard's own HTTP surface, and what came of it is checked.
/// Scenarios run in the order of <see cref="DemoScenarios.All"/> in one environment and leave it as they found it.
/// </summary>
internal interface IDemoScenario
{
    /// <summary>The attempt that the scenario makes, in a few words.</summary>
    string Title { get; }

    Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken);
}
