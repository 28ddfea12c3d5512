using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Korean driving licence number without hyphens, near a word for it.</summary>
internal sealed class KrDriverLicenceBare : IRuleSource
{
    private const string Shape = @"(?:1[1-9]|2[0-8])\d{10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-134",
        Kind = "kr-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12, needsContext: true),
        Pattern = Shape,
        MaxLength = 12,
        Confidence = 0.1,
        Context = ["운전면허", "운전면허번호", "korean"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["운전면허 «112212345612»", "Korean licence «260765432150»"],
        Negatives = ["112212345612 rows", "Korean 992212345612"],
    };
}
