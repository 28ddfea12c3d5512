using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Swedish personal identity number (date, serial, Luhn; coordination numbers add 60 to the day).</summary>
internal sealed class SePersonnummer : IRuleSource
{
    private const string Shape = @"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+]?\d{4}|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+]\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-097",
        Kind = "se-personnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 12),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.7,
        Context = ["personnummer", "pnr", "swedish", "personal identity number", "svenskt"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["personnummer «811218-9876»", "«19811218-9876» är mitt pnr"],
        Negatives = ["811218-9875", "811318-9876"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var number = digits.AsSpan(digits.Length - 10);
        var day = Digits.At(number, 4, 2);
        return Calendar.IsShortDate(Digits.At(number, 0, 2), Digits.At(number, 2, 2), day > 60 ? day - 60 : day) && Luhn.IsValid(number);
    }
}
