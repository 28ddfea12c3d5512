using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Croatian personal identification number (OIB: ISO 7064 MOD 11,10) near a word for it.</summary>
internal sealed class HrOib : IRuleSource
{
    private const string Shape = @"(?:HR)?\d{11}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-107",
        Kind = "hr-oib",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11, needsContext: true),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["oib", "osobni identifikacijski broj"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["OIB «69435151530»", "oib: «33392005961»"],
        Negatives = ["OIB 69435151531", "69435151530 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Iso7064.IsMod11Hybrid10(Digits.Only(value));
    }
}
