namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>New Relic user, ingest, admin and query key.</summary>
internal sealed class NewRelicKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-119",
        Kind = "newrelic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("NRAK-", "NRII-", "NRIQ-", "NRRA-", "NRAA-", "NRJS-", "NRBR-", "NRSP"),
        Pattern = "NR(?:AK-[A-Z0-9]{27}|I[IQ]-[A-Za-z0-9_-]{32}|RA-[0-9a-f]{42}|AA-[0-9a-f]{27}|JS-[0-9a-f]{19}|BR-[0-9a-f]{19})",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «NRA" + "K-C2Z616F" + "MOQ2PE4TZY2ZZNODUK3I» before Friday.",
        ],
        Negatives = [
            "NRAK-C is not one",
            "The newrelic-key page describes the format.",
        ],
    };
}
