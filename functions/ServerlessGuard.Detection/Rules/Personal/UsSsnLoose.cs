using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States social security number with other or no separators, near a word for it.</summary>
internal sealed class UsSsnLoose : IRuleSource
{
    private const string Shape = @"\d{9}|\d{3}-\d{6}|\d{5}-\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-041",
        Kind = "us-ssn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = UsSsnNumbers.IsIssued,
        Confidence = 0.3,
        Context = ["ssn", "ssns", "social security", "social", "social security number", "ss#"],
        Surrogate = Surrogates.SameShape(UsSsnNumbers.IsIssued, Shape),
        Positives = ["SSN «536221849»", "social security «219-416540»"],
        Negatives = ["part 536221849", "ssn 000121849", "SSN 123456789"],
    };
}
