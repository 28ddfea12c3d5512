using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States driver's licence number (formats of the states, AAMVA) near a word for it.</summary>
internal sealed class UsDriverLicence : IRuleSource
{
    private const string Shape = @"[A-Z]\d{3}-\d{4}-\d{4}|[A-Z]\d{4}-\d{5}-\d{5}|[A-Z]{3}\*{2}\d{3}[A-Z]{2}\d{3}[A-Z]|[A-Z]{1,2}\d{3,13}|\d{3}[A-Z]{2}\d{4}|\d{7,14}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-047",
        Kind = "us-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 14, maxBefore: 3, needsContext: true),
        Pattern = Shape,
        MaxLength = 17,
        Confidence = 0.1,
        Context = ["driver license", "drivers license", "driver's license", "driver licence", "driving license", "driving licence", "driver's licence", "dl number", "license number", "dl#", "dln"],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["driver license «D1234567»", "driver's license: «A123-4567-8901»"],
        Negatives = ["part D1234567", "license 12"],
    };
}
