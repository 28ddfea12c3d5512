namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Sentry user and organisation token.</summary>
internal sealed class SentryToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-123",
        Kind = "sentry-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sntryu_", "sntrys_", "sntrya_"),
        Pattern = "sntrya?u?_[0-9a-f]{64}|sntrys_eyJ[A-Za-z0-9+/=_]{80,}",
        MaxLength = 512,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «snt" + "ryu_ecf792377f265d43ff" + "7c10a3f55f567aa4067b36080e95ea187e1daa5231b00c» before Friday.",
        ],
        Negatives = [
            "sntryu_e is not one",
            "The sentry-token page describes the format.",
        ],
    };
}
