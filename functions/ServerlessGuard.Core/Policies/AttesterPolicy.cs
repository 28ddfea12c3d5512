namespace ServerlessGuard.Core.Policies;

/// <summary>Who may attest that a revision was revalidated, by Ed25519 public key (32 bytes), and for how long that holds.</summary>
public sealed record AttesterPolicy(string Id, ReadOnlyMemory<byte> PublicKey, TimeSpan ValidFor);
