using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Korean passport number (letter and eight places, the new form with a letter in the fifth).</summary>
internal sealed class KrPassport : IRuleSource
{
    private const string Shape = @"[MSRODG]\d{3}[A-Z]\d{4}|[MSRODG]\d{8}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-135",
        Kind = "kr-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 8, maxBefore: 1),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.4,
        Context = ["passport", "여권", "여권번호", "korean"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["Korean passport «M456B7890»", "여권 «S12345678»"],
        Negatives = ["code M456B7890", "passport M1234A56"],
    };
}
