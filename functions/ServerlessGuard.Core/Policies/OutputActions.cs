namespace ServerlessGuard.Core.Policies;

/// <summary>What happens to findings in the model's answer.</summary>
public sealed record OutputActions
{
    public GuardAction Personal { get; init; } = GuardAction.Mask;

    public GuardAction Secrets { get; init; } = GuardAction.Block;

    public GuardAction Markup { get; init; } = GuardAction.Neutralise;

    public GuardAction Leakage { get; init; } = GuardAction.Block;
}
