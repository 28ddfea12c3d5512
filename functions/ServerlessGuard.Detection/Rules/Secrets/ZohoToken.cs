namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Zoho access and refresh token.</summary>
internal sealed class ZohoToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-164",
        Kind = "zoho-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("1000."),
        Pattern = @"1000\.[0-9a-f]{32}\.[0-9a-f]{30,32}",
        MaxLength = 72,
        Confidence = 0.95,
        Positives = [
            "Rotate «100" + "0.ac15c509c19c02a2a77" + "0ba8479f0d1a8.66b4dd4b022c6a8a0bc222e069cbe6» before Friday.",
        ],
        Negatives = [
            "1000.ac1 is not one",
            "The zoho-token page describes the format.",
        ],
    };
}
