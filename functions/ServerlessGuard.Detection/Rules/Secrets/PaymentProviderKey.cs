namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Duffel, Mollie, Lob, Pagar.me and checkout keys.</summary>
internal sealed class PaymentProviderKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-114",
        Kind = "payment-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("duffel_", "live_pub_", "ak_live_", "ak_test_", "ek_live_", "sk_sbox_"),
        Pattern = "duffel_(?:test|live)_[A-Za-z0-9_=-]{43}|(?:live|test)_pub_[0-9a-f]{31}|[ae]k_(?:live|test)_[A-Za-z0-9]{24,34}|sk_sbox_[a-z0-9]{20,40}",
        MaxLength = 60,
        Confidence = 0.95,
        Positives = [
            "Rotate «ak_" + "live_NPNJkM" + "eF6YjGx8yLnwvX57AD63e6dZ» before Friday.",
        ],
        Negatives = [
            "ak_liv is not one",
            "The payment-provider-key page describes the format.",
        ],
    };
}
