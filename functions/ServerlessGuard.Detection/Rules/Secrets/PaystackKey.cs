namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Paystack secret key.</summary>
internal sealed class PaystackKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-110",
        Kind = "paystack-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk_live_", "sk_test_"),
        Pattern = "sk_(?:live|test)_[0-9a-f]{40}",
        MaxLength = 48,
        Confidence = 0.96,
        Positives = [
            "Rotate «sk_" + "live_29d1fffb2c" + "5ce26bc9c1f8f150ffd61a1de28b25» before Friday.",
        ],
        Negatives = [
            "sk_liv is not one",
            "The paystack-key page describes the format.",
        ],
    };
}
