namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Groq key.</summary>
internal sealed class GroqKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-075",
        Kind = "groq-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("gsk_"),
        Pattern = "gsk_[A-Za-z0-9]{48,56}",
        MaxLength = 60,
        Confidence = 0.95,
        Positives = [
            "Rotate «gsk" + "_yqtg4kMMR5IMU2ie" + "OkqBWGdyb3FYzTYT7RjMt6uI1Y0hH1Y5Bf2X» before Friday.",
        ],
        Negatives = [
            "gsk_yqt is not one",
            "The groq-key page describes the format.",
        ],
    };
}
