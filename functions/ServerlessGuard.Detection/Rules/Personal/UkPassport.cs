using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom passport number (nine digits, or two letters and seven digits) near a word for it.</summary>
internal sealed class UkPassport : IRuleSource
{
    private const string Shape = @"[A-Z]{2}\d{7}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-055",
        Kind = "uk-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 9, maxBefore: 2, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["passport", "passports", "passport number", "uk passport", "hmpo"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["My passport is «AB1234567»", "UK passport number «CD7654321»"],
        Negatives = ["part AB1234567", "passport ABC123456"],
    };
}
