using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Solana account address: base58 of 32 bytes. It has no checksum, so it needs a word for it near.</summary>
internal sealed class SolanaAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-018",
        Kind = "crypto-solana",
        Category = FindingCategory.Personal,
        Anchor = Anchor.NearContext(),
        Pattern = @"[1-9A-HJ-NP-Za-km-z]{32,44}",
        MaxLength = 44,
        Check = Is32Bytes,
        Confidence = 0.2,
        Context = ["solana", "sol wallet", "sol address", "phantom"],
        Positives = ["solana wallet «7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»", "Solana: «So11111111111111111111111111111111111111112»"],
        Negatives = ["7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV", "solana is a chain with many many words in it"],
    };

    private static bool Is32Bytes(ReadOnlySpan<char> value) => Base58.Decode(value)?.Length == 32;
}
