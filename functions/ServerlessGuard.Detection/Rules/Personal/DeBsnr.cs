using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German medical practice site number (KBV BSNR) near a word for it.</summary>
internal sealed class DeBsnr : IRuleSource
{
    private const string Shape = @"(?:0[1-3]|[1-7]\d|99)\d{7}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-076",
        Kind = "de-bsnr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["bsnr", "betriebsstättennummer", "betriebsstätte", "praxis"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["BSNR «021234568»", "Betriebsstättennummer: «521234567»"],
        Negatives = ["021234568 rows", "BSNR 02123456A"],
    };
}
