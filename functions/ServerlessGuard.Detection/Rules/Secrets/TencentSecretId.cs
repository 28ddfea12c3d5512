namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tencent Cloud secret id.</summary>
internal sealed class TencentSecretId : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-025",
        Kind = "tencent-secret-id",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AKID"),
        Pattern = "AKID[A-Za-z0-9]{32}",
        MaxLength = 36,
        Confidence = 0.9,
        Positives = [
            "Rotate «AKI" + "DTyqP1DVPJV" + "DquCnZEPIX3QSQXvosfyNe» before Friday.",
        ],
        Negatives = [
            "AKIDTy is not one",
            "The tencent-secret-id page describes the format.",
        ],
    };
}
