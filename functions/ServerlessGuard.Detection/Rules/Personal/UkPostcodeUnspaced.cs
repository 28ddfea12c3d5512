using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom postcode without its space, near a word for it.</summary>
internal sealed class UkPostcodeUnspaced : IRuleSource
{
    private const string Shape = @"(?:GIR0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY])\d[ABD-HJLNP-UW-Z]{2})";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-158",
        Kind = "postcode-uk",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 2, needsContext: true),
        Pattern = Shape,
        MaxLength = 7,
        Check = UkPostcodes.IsArea,
        Confidence = 0.2,
        Context = ["postcode", "post code", "postal", "address", "london", "uk", "united kingdom", "england", "scotland", "wales", "street", "road"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(UkPostcodes.IsArea, Shape),
        Positives = ["postcode «SW1A2AA»", "London «EC2R8AH»"],
        Negatives = ["SW1A2AA rows", "postcode QA11AA"],
    };
}
