using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian vehicle registration (state, district, series, number; or BH series).</summary>
internal sealed class InVehicleRegistration : IRuleSource
{
    private const string Shape = @"(?:AN|AP|AR|AS|BR|CG|CH|DD|DL|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|OR|PB|PY|RJ|SK|TN|TR|TS|UK|UP|WB)[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}|\d{2}[ -]?BH[ -]?\d{4}[ -]?[A-Z]{1,2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-122",
        Kind = "in-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 4, maxBefore: 8),
        Pattern = Shape,
        MaxLength = 13,
        Confidence = 0.6,
        Context = ["vehicle", "registration", "car", "plate", "rto", "number plate"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["car «GJ09AB1234»", "rto «KA 01 MH 2022»"],
        Negatives = ["XX09AB1234", "GJ09AB123"],
    };
}
