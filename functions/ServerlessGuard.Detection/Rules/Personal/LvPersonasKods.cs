using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Latvian personal code (date or 32 prefix) near a word for it.</summary>
internal sealed class LvPersonasKods : IRuleSource
{
    private const string Shape = @"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}|3[2-9]\d{4})-?\d{5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-148",
        Kind = "lv-personas-kods",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11, needsContext: true),
        Pattern = Shape,
        MaxLength = 12,
        Confidence = 0.2,
        Context = ["personas kods", "latvian", "pk"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["personas kods «161175-19997»", "Latvian «320000-12345»"],
        Negatives = ["161175-19997 rows", "personas kods 1611"],
    };
}
