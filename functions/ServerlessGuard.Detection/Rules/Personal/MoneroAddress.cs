namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Monero standard address or subaddress (Keccak-256 checksum in block-wise base58).</summary>
internal sealed class MoneroAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-015",
        Kind = "crypto-monero",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(95, 95),
        Pattern = @"[48][1-9A-HJ-NP-Za-km-z]{94}",
        MaxLength = 95,
        Check = Checks.MoneroAddress.IsValid,
        Confidence = 0.95,
        Positives = ["xmr «44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A»", "«888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H»"],
        Negatives = ["44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3B", "4abc"],
    };
}
