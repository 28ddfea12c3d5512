using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An individual taxpayer number without separators, near a word for it.</summary>
internal sealed class UsItinBare : IRuleSource
{
    private const string Shape = @"9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-043",
        Kind = "us-itin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["itin", "individual taxpayer", "taxpayer"],
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["ITIN «912701234»", "individual taxpayer number «987924321»"],
        Negatives = ["912701234", "ITIN 912491234"],
    };
}
