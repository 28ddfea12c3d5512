using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Korean driving licence number (region 11-28, year, serial, check).</summary>
internal sealed class KrDriverLicence : IRuleSource
{
    private const string Shape = @"(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-133",
        Kind = "kr-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = Shape,
        MaxLength = 15,
        Confidence = 0.75,
        Context = ["운전면허", "운전면허번호", "driver license", "driving licence", "licence"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["운전면허 «11-22-123456-12»", "driver license «26-07-654321-50»"],
        Negatives = ["99-22-123456-12", "11-22-123456-1"],
    };
}
