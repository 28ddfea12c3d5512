namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Stripe and Svix webhook signing secret.</summary>
internal sealed class StripeWebhookSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-104",
        Kind = "stripe-webhook-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("whsec_"),
        Pattern = "whsec_[A-Za-z0-9+/]{24,}={0,2}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «whs" + "ec_yqTk0zox" + "WfUUwtoFNGQVhSHDd54dA0Hi» before Friday.",
        ],
        Negatives = [
            "whsec_ is not one",
            "The stripe-webhook-secret page describes the format.",
        ],
    };
}
