using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Israeli authorities issue.</summary>
internal static class Israel
{
    private const string IlTeudatZehutShape = @"\d{8,9}|\d{8}-\d";

    /// <summary>An Israeli identity number (nine digits, Luhn) near a word for it.</summary>
    public static Rule IlTeudatZehut { get; } = new()
    {
        Id = "SG-PII-113",
        Kind = "il-teudat-zehut",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9, needsContext: true),
        Pattern = IlTeudatZehutShape,
        MaxLength = 10,
        Check = IsIlTeudatZehut,
        Confidence = 0.2,
        Context = ["teudat zehut", "תעודת זהות", "israeli id", "israel", "ת.ז", "ת.ז."],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsIlTeudatZehut, IlTeudatZehutShape),
        Positives = ["teudat zehut «123456782»", "Israeli ID «054018874»"],
        Negatives = ["teudat zehut 123456783", "123456782 rows"],
    };

    private static bool IsIlTeudatZehut(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }
}
