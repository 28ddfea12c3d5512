using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German driving licence number (FeV: authority, eight digits or letters, check character, issue) near a word for it.</summary>
internal sealed class DeDrivingLicence : IRuleSource
{
    private const string Shape = @"[A-Z]{1,2}\d{8}[A-Z0-9]|[A-Z]\d{2}[A-Z0-9]{6}\d[A-Z0-9]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-074",
        Kind = "de-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 10, maxBefore: 2, needsContext: true),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 11,
        Confidence = 0.2,
        Context = ["führerschein", "fahrerlaubnis", "führerscheinnummer", "driving licence", "driver license"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["Führerschein «BO12345678A»", "Fahrerlaubnis «MU98765432Z»"],
        Negatives = ["code BO12345678A", "Führerschein 12345678901"],
    };
}
