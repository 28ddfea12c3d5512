namespace ServerlessGuard.Core.Policies;

/// <summary>The conditions of human review of an output, and its time limit.</summary>
public sealed record ReviewPolicy
{
    /// <summary>Risk, 0 to 1, above which an output is held. 1 holds by verdict alone.</summary>
    public double HoldAbove { get; init; } = 1;

    /// <summary>Share of outputs sampled after release, 0 to 1.</summary>
    public double Sample { get; init; }

    public bool FourEyes { get; init; }

    /// <summary>
    /// The caller's own end user may confirm calls that are held because nobody who may say so named a value: their word is the source
    /// then.
    /// </summary>
    public bool UserConfirms { get; init; }

    public TimeSpan Sla { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The policy engine that is asked before people; null for none.</summary>
    public string? Engine { get; init; }

    /// <summary>The decision on an expired case: Block (deny, the default) or Allow.</summary>
    public GuardAction OnTimeout { get; init; } = GuardAction.Block;
}
