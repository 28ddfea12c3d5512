namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>One canary prompt or conversation with what its answers must and must not be.</summary>
public sealed record Probe
{
    public required string Id { get; init; }

    public ProbeKind Kind { get; init; } = ProbeKind.Golden;

    /// <summary>Asked for verifying a shift, too.</summary>
    public bool Quick { get; init; }

    public required IReadOnlyList<ProbeMessage> Messages { get; init; }

    /// <summary>Ids of the tools that are offered.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    public int Runs { get; init; } = 1;

    /// <summary>The share of runs that must give the same answer; null requires none.</summary>
    public double? Agreement { get; init; }

    public required ProbeExpectation Expectation { get; init; }

    public ProbePairs? Pairs { get; init; }

    /// <summary>How many calls it costs.</summary>
    public int Calls => Runs * (Pairs is null ? 1 : Pairs.Groups.Count * Math.Max(1, Pairs.Cases.Count));
}
