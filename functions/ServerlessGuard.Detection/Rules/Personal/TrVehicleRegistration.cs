using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Turkish vehicle registration (province 01-81, letters, digits).</summary>
internal sealed class TrVehicleRegistration : IRuleSource
{
    private const string Shape = @"(?:0[1-9]|[1-7]\d|8[01]) [A-Z]{1,3} \d{2,5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-112",
        Kind = "tr-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 2),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 12,
        Confidence = 0.3,
        Context = ["plaka", "plate", "araç", "license plate", "licence plate"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["plaka «34 ABC 1234»", "plaka: «06 JK 567»"],
        Negatives = ["34 ABC 1234 rows", "plaka 82 ABC 123"],
    };
}
