using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom vehicle registration (DVLA INF104: current, prefix and suffix styles) near a word for it.</summary>
internal sealed class UkVehicleRegistration : IRuleSource
{
    private const string Shape = @"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1-2]\d|5[1-9]|[67]\d) ?[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-056",
        Kind = "uk-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 4, needsContext: true),
        Pattern = Shape,
        MaxLength = 8,
        Confidence = 0.2,
        Context = ["car", "reg", "registration", "plate", "number plate", "licence plate", "license plate", "vehicle", "vrm", "dvla", "parked", "van", "driving"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["car reg «AB51 ABC»", "number plate: «M456 DEF»"],
        Negatives = ["code AB51 ABC", "plate AB00 ABC", "reg IB51 ABC"],
    };
}
