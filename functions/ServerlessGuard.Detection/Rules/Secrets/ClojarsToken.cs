namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Clojars deploy token.</summary>
internal sealed class ClojarsToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-065",
        Kind = "clojars-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("CLOJARS_"),
        Pattern = "CLOJARS_[0-9a-f]{60}",
        MaxLength = 68,
        Confidence = 0.95,
        Positives = [
            "Rotate «CLO" + "JARS_9e5d98587b012451" + "6c555400873415d221f35d784561b2c1f1e456c4fa91» before Friday.",
        ],
        Negatives = [
            "CLOJARS_ is not one",
            "The clojars-token page describes the format.",
        ],
    };
}
