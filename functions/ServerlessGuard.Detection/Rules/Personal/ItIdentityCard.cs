using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Italian identity card number (paper, CIE 2.0 and CIE 3.0 forms) near a word for it.</summary>
internal sealed class ItIdentityCard : IRuleSource
{
    private const string Shape = @"[A-Z]{2} ?\d{7}|\d{7}[A-Z]{2}|[A-Z]{2}\d{5}[A-Z]{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-084",
        Kind = "it-identity-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 7, maxBefore: 2, needsContext: true),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["carta d'identità", "carta di identità", "carta identità", "cie", "identity card", "documento"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["carta d'identità «CA00000AA»", "CIE «AX1234567»"],
        Negatives = ["code CA00000AA", "CIE 12345"],
    };
}
