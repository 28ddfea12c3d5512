using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Italian driving licence number (two letters, seven places, letter; or U1 form) near a word for it.</summary>
internal sealed class ItDriverLicence : IRuleSource
{
    private const string Shape = @"U1[A-Z0-9]{7}[A-Z]|[A-Z]{2}\d{7}[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-083",
        Kind = "it-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 8, maxBefore: 2, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["patente", "patente di guida", "driving licence", "driver license", "license", "licence", "guida"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["patente «RM0123456B»", "patente di guida «U1K711J11M»"],
        Negatives = ["code RM0123456B", "patente 0123456"],
    };
}
