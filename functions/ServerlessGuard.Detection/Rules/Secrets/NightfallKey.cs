namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Nightfall key.</summary>
internal sealed class NightfallKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-173",
        Kind = "nightfall-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("NF-"),
        Pattern = "NF-[A-Za-z0-9]{32}",
        MaxLength = 35,
        Confidence = 0.9,
        Positives = [
            "Rotate «NF-" + "Jij3EltWZV" + "OUKu3tET2lCFZNQKEHbG61» before Friday.",
        ],
        Negatives = [
            "NF-Jij is not one",
            "The nightfall-key page describes the format.",
        ],
    };
}
