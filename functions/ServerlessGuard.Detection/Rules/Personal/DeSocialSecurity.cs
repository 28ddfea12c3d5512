using System.Globalization;
using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German pension insurance number (VKVV: area, date of birth, initial, serial, check digit).</summary>
internal sealed class DeSocialSecurity : IRuleSource
{
    private const string Shape = @"\d{2} ?(?:[0-2]\d|3[01]|[4-6]\d|7[0-9]|8[01])(?:0\d|1[0-2])\d{2} ?[A-Z] ?\d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-071",
        Kind = "de-social-security",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 8),
        Pattern = Shape,
        MaxLength = 15,
        Check = IsValid,
        Confidence = 0.75,
        Context = ["rentenversicherung", "sozialversicherungsnummer", "rvnr", "sv-nummer", "versicherungsnummer", "rentenversicherungsnummer", "svnr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["RVNR «15070649C103»", "SV-Nummer «65170839J003»"],
        Negatives = ["15070649C104", "65070803A012"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var letter = number[8] - 'A' + 1;
        var digits = string.Concat(number.AsSpan(0, 8), letter.ToString("00", CultureInfo.InvariantCulture), number.AsSpan(9));
        return Weighted.CrossSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 == digits[12] - '0';
    }
}
