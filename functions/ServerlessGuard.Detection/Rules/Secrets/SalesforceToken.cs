namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Salesforce session id: organisation id, a bang and the session.</summary>
internal sealed class SalesforceToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-162",
        Kind = "salesforce-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("00D"),
        Pattern = "00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,120}",
        MaxLength = 140,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «00D" + "iejyEWHJuvPZ!AQ0N0fVOiG0dMjRZgYfIlVy" + "wWyujBbHX3P_NTGGbYjAsm5entcDpmpyl0YJnLhzUQVqwDNfWW1.wLz0Ldt9aqgjJxetA05FX» before Friday.",
        ],
        Negatives = [
            "00DiejyEWHJuvP is not one",
            "The salesforce-token page describes the format.",
        ],
    };
}
