namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Google API key.</summary>
internal sealed class GoogleApiKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-007",
        Kind = "google-api-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AIza"),
        Pattern = "AIza[A-Za-z0-9_-]{35}",
        MaxLength = 39,
        Confidence = 0.95,
        Positives = [
            "Rotate «AIz" + "asM8cq5MPCpt" + "KG_b7eTH_nZ-wq0HpJAPM4xz» before Friday.",
        ],
        Negatives = [
            "AIzasM is not one",
            "The google-api-key page describes the format.",
        ],
    };
}
