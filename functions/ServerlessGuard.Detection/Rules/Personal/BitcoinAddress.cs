using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Bitcoin address: Base58Check (P2PKH, P2SH) with double SHA-256 checksum.</summary>
internal sealed class BitcoinAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-012",
        Kind = "crypto-bitcoin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(26, 35),
        Pattern = @"[13][1-9A-HJ-NP-Za-km-z]{25,34}",
        MaxLength = 35,
        Check = Base58.IsCheckedAddress,
        Confidence = 0.9,
        Context = ["bitcoin", "btc", "wallet"],
        Positives = ["send bitcoin to «1BoatSLRHtKNngkdXEeobR76b53LETtpyT»", "btc «3P14159f73E4gFr7JterCCQh9QjiTjiZrG» please"],
        Negatives = ["bitcoin 1BoatSLRHtKNngkdXEeobR76b53LETtpyU", "wallet 1BoatSLRHtKNngk"],
    };
}
