using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Medicare beneficiary identifier (CMS: eleven places, letters without S L O I B Z).</summary>
internal sealed class UsMbi : IRuleSource
{
    private const string Shape = @"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-048",
        Kind = "us-mbi",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 1),
        Pattern = Shape,
        MaxLength = 13,
        Confidence = 0.6,
        Context = ["mbi", "medicare", "beneficiary", "cms"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["Medicare «1EG4-TE5-MK72»", "MBI «2A34C56DE78»"],
        Negatives = ["1SG4-TE5-MK72", "0EG4-TE5-MK72", "1EG4-TE5-MKA2"],
    };
}
