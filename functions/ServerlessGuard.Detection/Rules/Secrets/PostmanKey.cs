namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Postman key.</summary>
internal sealed class PostmanKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-147",
        Kind = "postman-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("PMAK-", "PMAT-"),
        Pattern = "PMAK-[0-9a-f]{24}-[0-9a-f]{34}|PMAT-[0-9A-Z]{26}",
        MaxLength = 64,
        Confidence = 0.95,
        Positives = [
            "Rotate «PMA" + "K-8cd81e420e2709ca0e" + "724d0c-f81e6de34bb0950d9f2bb57b249f07809a» before Friday.",
        ],
        Negatives = [
            "PMAK-8cd is not one",
            "The postman-key page describes the format.",
        ],
    };
}
