namespace ServerlessGuard.Core.Policies;

/// <summary>How long content and proofs are kept. A year is 365 days.</summary>
public sealed record RetentionPolicy
{
    public TimeSpan Content { get; init; } = TimeSpan.FromDays(30);

    public TimeSpan Proofs { get; init; } = TimeSpan.FromDays(3650);
}
