using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States passport number (nine digits, or a letter and eight digits) near a word for it.</summary>
internal sealed class UsPassport : IRuleSource
{
    private const string Shape = @"[A-Z]\d{8}|\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-046",
        Kind = "us-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9, maxBefore: 1, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["us passport", "passport", "passport number", "travel document", "passport no", "u.s. passport"],
        ContextConfidence = 0.75,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["US passport «A12345678»", "passport number «512345678»"],
        Negatives = ["part A12345678", "passport 12345"],
    };
}
