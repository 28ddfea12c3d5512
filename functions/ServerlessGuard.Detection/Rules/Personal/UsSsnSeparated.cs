using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States social security number with dots or spaces.</summary>
internal sealed class UsSsnSeparated : IRuleSource
{
    private const string Shape = @"\d{3}\.\d{2}\.\d{4}|\d{3} \d{2} \d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-151",
        Kind = "us-ssn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = Shape,
        MaxLength = 11,
        Check = UsSsnNumbers.IsIssued,
        Confidence = 0.55,
        Context = ["ssn", "ssns", "social security", "social", "social security number", "ss#"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(UsSsnNumbers.IsIssued, Shape),
        Positives = ["it is «219 41 6540» here", "SSN «536.22.1849»"],
        Negatives = ["000 12 3456", "536 22-1849", "912.12.3456"],
    };
}
