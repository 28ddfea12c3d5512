namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Ethereum account address (EIP-55 checksum where the case is mixed).</summary>
internal sealed class EthereumAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-014",
        Kind = "crypto-ethereum",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("0x"),
        Pattern = @"0x[0-9A-Fa-f]{40}",
        MaxLength = 42,
        Check = Checks.EthereumAddress.IsValid,
        Confidence = 0.9,
        Positives = ["wallet «0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»", "«0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359» paid"],
        Negatives = ["0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x0000000000000000000000000000000000000000", "0xdeadbeef"],
    };
}
