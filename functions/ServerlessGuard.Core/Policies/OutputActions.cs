namespace ServerlessGuard.Core.Policies;

/// <summary>The actions on findings in the model's answer.</summary>
public sealed record OutputActions
{
    public GuardAction Personal { get; init; } = GuardAction.Mask;

    public GuardAction Secrets { get; init; } = GuardAction.Block;

    public GuardAction Markup { get; init; } = GuardAction.Neutralise;

    public GuardAction Leakage { get; init; } = GuardAction.Block;

    /// <summary>Whether names of persons, organisations and places count as personal data. Default false.</summary>
    public bool Names { get; init; }
}
