namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Sentry DSN of the older form, with its secret.</summary>
internal sealed class SentryDsn : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-124",
        Kind = "sentry-dsn",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["ingest.sentry.io/", ".sentry.io/", "sentry.io/"], 110),
        Pattern = @"https://[0-9a-f]{32}:[0-9a-f]{32}@[a-z0-9.-]{0,40}sentry\.io/[0-9]{1,20}",
        MaxLength = 180,
        Confidence = 0.95,
        Positives = [
            "Rotate «htt" + "ps://d301b886b54986b3d0e525252b75" + "6260:9f739733340ac09b84e54f424adbaf16@o1234.ingest.sentry.io/1225134» before Friday.",
        ],
        Negatives = [
            "https://d301b is not one",
            "The sentry-dsn page describes the format.",
        ],
    };
}
