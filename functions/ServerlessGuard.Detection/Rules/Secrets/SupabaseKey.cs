namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Supabase secret and personal key.</summary>
internal sealed class SupabaseKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-134",
        Kind = "supabase-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sb_secret_", "sbp_"),
        Pattern = "sb_secret_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8}|sbp_(?:oauth_|v0_)?[0-9a-f]{40}",
        MaxLength = 52,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sbp" + "_aa7441697b10" + "8874ba8ea027d28059b0818da26c» before Friday.",
        ],
        Negatives = [
            "sbp_aa is not one",
            "The supabase-key page describes the format.",
        ],
    };
}
