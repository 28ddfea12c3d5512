namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>age identity.</summary>
internal sealed class AgeSecretKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-057",
        Kind = "age-secret-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AGE-SECRET-KEY-1"),
        Pattern = "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
        MaxLength = 74,
        Confidence = 0.99,
        Positives = [
            "Rotate «AGE" + "-SECRET-KEY-1K0HTXZSUF8" + "59A0G90GV2SS7NCR5YLH84PH2ZCJQ50R6C5JGE0M360SR9WH» before Friday.",
        ],
        Negatives = [
            "AGE-SECRE is not one",
            "The age-secret-key page describes the format.",
        ],
    };
}
