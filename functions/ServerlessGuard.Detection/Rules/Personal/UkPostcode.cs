using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom postcode (BS 7666: area, district, sector, unit).</summary>
internal sealed class UkPostcode : IRuleSource
{
    private const string Shape = @"(?:GIR 0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2})";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-029",
        Kind = "postcode-uk",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 2),
        Pattern = Shape,
        MaxLength = 8,
        Check = UkPostcodes.IsArea,
        Confidence = 0.55,
        Context = ["postcode", "post code", "postal", "address", "london", "uk", "united kingdom", "england", "scotland", "wales", "street", "road"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(UkPostcodes.IsArea, Shape, keep: 1),
        Positives = ["seen at «SW1A 2AA» today", "«EC2R 8AH» is the place"],
        Negatives = ["model A1 2BC", "QA1 1AA postcode", "room B52", "W5 2GB of memory"],
    };
}
