namespace ServerlessGuard.Infra.Settings;

/// <summary>How long a tier's content and proofs are kept, in days.</summary>
public sealed record TierRetention(string Tier, int ContentDays, int ProofDays);
