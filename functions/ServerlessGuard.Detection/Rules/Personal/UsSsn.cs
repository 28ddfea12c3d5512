using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States social security number (SSA: area not 000, 666 or 9xx; group and serial not zero).</summary>
internal sealed class UsSsn : IRuleSource
{
    private const string Shape = @"\d{3}-\d{2}-\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-040",
        Kind = "us-ssn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = Shape,
        MaxLength = 11,
        Check = UsSsnNumbers.IsIssued,
        Confidence = 0.85,
        Context = ["ssn", "ssns", "social security", "social", "social security number", "ss#"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(UsSsnNumbers.IsIssued, Shape),
        Positives = ["SSN «536-22-1849»", "my social is «219-41-6540» ok"],
        Negatives = ["000-12-3456", "666-12-3456", "912-12-3456", "123-00-4567", "123-45-0000", "078-05-1120"],
    };
}
