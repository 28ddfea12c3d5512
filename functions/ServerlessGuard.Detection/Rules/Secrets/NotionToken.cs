using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Notion integration token.</summary>
internal sealed class NotionToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-146",
        Kind = "notion-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ntn_", "secret_"),
        Pattern = "ntn_[0-9]{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43}",
        MaxLength = 50,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.95,
        Positives = [
            "Rotate «ntn" + "_46212111955N58" + "mLu8Mokd7iFxt6vVTV0jOdSvLq58X5rj» before Friday.",
        ],
        Negatives = [
            "ntn_46 is not one",
            "The notion-token page describes the format.",
        ],
    };
}
