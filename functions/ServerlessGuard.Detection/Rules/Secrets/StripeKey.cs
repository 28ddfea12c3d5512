namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Stripe secret and restricted key.</summary>
internal sealed class StripeKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-103",
        Kind = "stripe-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "rk_prod_"),
        Pattern = "[sr]k_(?:live|test|prod)_[A-Za-z0-9]{14,247}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk_" + "live_S7Zw" + "0UpW4fls2YKL0RNh5Vhl» before Friday.",
        ],
        Negatives = [
            "sk_liv is not one",
            "The stripe-key page describes the format.",
        ],
    };
}
