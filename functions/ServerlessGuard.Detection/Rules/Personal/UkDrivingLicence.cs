using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom driving licence number (DVLA: surname, decade, month, day, year, initials).</summary>
internal sealed class UkDrivingLicence : IRuleSource
{
    private const string Shape = @"(?:[A-Z]{5}|[A-Z]{4}9|[A-Z]{3}99|[A-Z]{2}999|[A-Z]9999)\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z0-9][A-Z]{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-054",
        Kind = "uk-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 8, maxBefore: 6),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 16,
        Confidence = 0.85,
        Context = ["driving licence", "driving license", "dvla", "licence number", "driver number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["licence «MORGA753116SM9IJ»", "DVLA «JONES710153J99EF»"],
        Negatives = ["MORGA793116SM9IJ", "MORGA753326SM9IJ", "MORGA7531"],
    };
}
