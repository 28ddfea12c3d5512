namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Airtable personal access token.</summary>
internal sealed class AirtableToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-138",
        Kind = "airtable-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pat"),
        Pattern = @"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}",
        MaxLength = 82,
        Confidence = 0.95,
        Positives = [
            "Rotate «pat" + "wtr5eSKh7jZQ9N.11be49a3d3f" + "416c82e8549ed8af54f9c9e941f31d25ccb81047af7f41759fb37» before Friday.",
        ],
        Negatives = [
            "patwtr5eSK is not one",
            "The airtable-token page describes the format.",
        ],
    };
}
