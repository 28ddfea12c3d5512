using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States individual taxpayer number (IRS: 9xx, group 50-65, 70-88, 90-92, 94-99).</summary>
internal sealed class UsItin : IRuleSource
{
    private const string Shape = @"9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}|9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}|9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-042",
        Kind = "us-itin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = Shape,
        MaxLength = 11,
        Confidence = 0.7,
        Context = ["itin", "taxpayer", "tax id", "individual taxpayer", "tin"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["ITIN «912-70-1234»", "taxpayer id «987-92-4321»"],
        Negatives = ["912-49-1234", "812-70-1234", "912-89-1234"],
    };
}
