using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States employer identification number (IRS) near a word for it.</summary>
internal sealed class UsEin : IRuleSource
{
    private const string Shape = @"\d{2}-\d{7}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-051",
        Kind = "us-ein",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["ein", "employer identification", "employer id", "federal tax id", "fein"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["EIN «12-3456789»", "FEIN: «98-7654321»"],
        Negatives = ["part 12-3456789", "EIN 12-345"],
    };
}
