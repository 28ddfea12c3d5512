using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Nigerian vehicle registration (three letters, three digits, two letters).</summary>
internal sealed class NgVehicleRegistration : IRuleSource
{
    private const string Shape = @"[A-Z]{3}-\d{3}[A-Z]{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-116",
        Kind = "ng-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 3, maxBefore: 4),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.6,
        Context = ["plate", "vehicle", "number plate", "car", "nigeria"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["plate «KJA-999PZ»", "«APP-456CV» was parked"],
        Negatives = ["KJA-99PZ", "123-456AB"],
    };
}
