namespace ServerlessGuard.Detection.Tests;

/// <summary>One small rule of each rank, for tests of what becomes of findings.</summary>
internal static class SampleRules
{
    public static readonly Rule Email = Make("SG-PII-001", "email", FindingCategory.Personal);
    public static readonly Rule Number = Make("SG-PII-002", "national-id", FindingCategory.Personal);
    public static readonly Rule Secret = Make("SG-SEC-001", "api-key", FindingCategory.Secret);
    public static readonly Rule Injection = Make("SG-INJ-001", "injection", FindingCategory.Injection);

    private static Rule Make(string id, string kind, FindingCategory category) => new()
    {
        Id = id,
        Kind = kind,
        Category = category,
        Anchor = Anchor.StartsWith("x"),
        Pattern = "x",
        MaxLength = 1,
        Confidence = 0.8,
        Positives = [],
        Negatives = [],
    };
}
