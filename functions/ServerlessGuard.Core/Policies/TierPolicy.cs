namespace ServerlessGuard.Core.Policies;

/// <summary>How risky an application is, and what follows from it.</summary>
public sealed record TierPolicy
{
    public required string Id { get; init; }

    public EnforceMode Enforce { get; init; } = EnforceMode.Enforce;

    public StreamMode Stream { get; init; } = StreamMode.Buffered;

    public InputActions Input { get; init; } = new();

    public OutputActions Output { get; init; } = new();

    public ReviewPolicy Review { get; init; } = new();

    public RetentionPolicy Retain { get; init; } = new();

    public FailureMode OnGuardFailure { get; init; } = FailureMode.Closed;

    public RollbackPolicy Rollback { get; init; } = new();
}
