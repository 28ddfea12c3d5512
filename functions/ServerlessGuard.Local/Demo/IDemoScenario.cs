namespace ServerlessGuard.Local.Demo;

/// <summary>
/// A scenario makes an attempt through the guard's own HTTP surface and checks the result.
/// Scenarios run in the order of <see cref="DemoScenarios.All"/> in one environment and leave it as they found it.
/// </summary>
internal interface IDemoScenario
{
    /// <summary>The attempt that the scenario makes, in a few words.</summary>
    string Title { get; }

    Task<ScenarioOutcome> RunAsync(DemoContext context, CancellationToken cancellationToken);
}
