namespace ServerlessGuard.Local.Demo;

/// <summary>The outcome of a scenario, in the words of the table.</summary>
internal sealed record ScenarioOutcome
{
    public required string Tried { get; init; }

    public required string ModelSaw { get; init; }

    public required string ClientGot { get; init; }

    public required IReadOnlyList<DemoCheck> Checks { get; init; }

    public bool Passed => Checks.Count > 0 && Checks.All(static check => check.Passed);
}

/// <summary>A scenario that ran, with how long it took.</summary>
internal sealed record ScenarioReport(string Title, ScenarioOutcome Outcome, TimeSpan Duration);
