namespace ServerlessGuard.Core.Policies;

/// <summary>What happens to findings in messages and tool results on their way to the model.</summary>
public sealed record InputActions
{
    public GuardAction Personal { get; init; } = GuardAction.Tokenise;

    public GuardAction Secrets { get; init; } = GuardAction.Block;

    public GuardAction Injection { get; init; } = GuardAction.Block;
}
