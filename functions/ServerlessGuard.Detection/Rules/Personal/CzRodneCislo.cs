using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Czech or Slovak birth number (date, women's month plus 50, divisible by 11 since 1954).</summary>
internal sealed class CzRodneCislo : IRuleSource
{
    private const string Shape = @"\d{2}(?:[05]\d|[16][0-2]|[27]\d|[38][0-2])(?:0[1-9]|[12]\d|3[01])/\d{3,4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-104",
        Kind = "cz-rodne-cislo",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 10),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.65,
        Context = ["rodné číslo", "rodne cislo", "rč", "birth number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["rodné číslo «780123/3561»", "«736028/5163» rodne cislo"],
        Negatives = ["780123/3541", "781323/3540"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var month = Digits.At(digits, 2, 2) % 50;
        month = month > 20 ? month - 20 : month;
        return month is >= 1 and <= 12 && (digits.Length == 9 || long.Parse(digits) % 11 == 0);
    }
}
