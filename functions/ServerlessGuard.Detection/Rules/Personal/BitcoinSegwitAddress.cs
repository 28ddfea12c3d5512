using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Bitcoin segregated-witness address (BIP 173 Bech32, BIP 350 Bech32m).</summary>
internal sealed class BitcoinSegwitAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-013",
        Kind = "crypto-bitcoin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("bc1", "BC1"),
        Pattern = @"(?:bc1|BC1)[A-Za-z0-9]{11,87}",
        MaxLength = 90,
        Check = Bech32.IsSegwitAddress,
        Confidence = 0.95,
        Positives = ["to «bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»", "«BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4»", "«bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0»"],
        Negatives = ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bc1 is a prefix"],
    };
}
