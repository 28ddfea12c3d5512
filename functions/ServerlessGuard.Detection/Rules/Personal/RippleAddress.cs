using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An XRP Ledger classic address (Base58Check in the ledger's own alphabet).</summary>
internal sealed class RippleAddress : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-017",
        Kind = "crypto-ripple",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(25, 35),
        Pattern = @"r[1-9A-HJ-NP-Za-km-z]{24,34}",
        MaxLength = 35,
        Check = Base58.IsCheckedRippleAddress,
        Confidence = 0.9,
        Positives = ["xrp «rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh»", "to «rrrrrrrrrrrrrrrrrrrrBZbvji» now"],
        Negatives = ["rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTj", "rrrrrrrrrrrrrrrrrrrrrrrrrrr"],
    };
}
