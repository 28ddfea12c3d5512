namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>New Relic licence key: forty digits that end in NRAL.</summary>
internal sealed class NewRelicLicense : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-120",
        Kind = "newrelic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["FFFFNRAL", "NRAL"], 40),
        Pattern = "(?:eu01xx)?[0-9a-f]{26,36}(?:FFFF)?NRAL",
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate «c7b" + "8edcb5126d9f" + "825c1acd34a7c97bdFFFFNRAL» before Friday.",
        ],
        Negatives = [
            "c7b8ed is not one",
            "The newrelic-key page describes the format.",
        ],
    };
}
