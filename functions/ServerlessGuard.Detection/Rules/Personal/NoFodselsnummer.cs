using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Norwegian national identity number (date, serial, two modulus 11 check digits; D-numbers add 40 to the day).</summary>
internal sealed class NoFodselsnummer : IRuleSource
{
    private const string Shape = @"(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2])\d{2} ?\d{5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-100",
        Kind = "no-fodselsnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsValid,
        Confidence = 0.7,
        Context = ["fødselsnummer", "personnummer", "fnr", "norwegian", "d-nummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["fødselsnummer «15076500565»", "fnr «01129955151»"],
        Negatives = ["15076500566", "15136500565"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.IsMultiple(digits.AsSpan(0, 10), [3, 7, 6, 1, 8, 9, 4, 5, 2, 1], 11)
            && Weighted.IsMultiple(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11);
    }
}
