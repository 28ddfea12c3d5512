namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>PostHog personal and project key.</summary>
internal sealed class PostHogKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-127",
        Kind = "posthog-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("phx_", "phc_"),
        Pattern = "ph[xc]_[A-Za-z0-9]{40,48}",
        MaxLength = 52,
        Confidence = 0.95,
        Positives = [
            "Rotate «phx" + "_ICOLWKabmskaj" + "4leSaAnd9oeIG9v1OJID4H22g1IGFI» before Friday.",
        ],
        Negatives = [
            "phx_IC is not one",
            "The posthog-key page describes the format.",
        ],
    };
}
