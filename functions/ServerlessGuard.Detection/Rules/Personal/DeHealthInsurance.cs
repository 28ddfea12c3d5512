using System.Globalization;
using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German health insurance number (KVNR: letter, eight digits, check digit).</summary>
internal sealed class DeHealthInsurance : IRuleSource
{
    private const string Shape = @"[A-Z]\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-070",
        Kind = "de-health-insurance",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, maxBefore: 1),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["krankenkasse", "versichertennummer", "kvnr", "krankenversichertennummer", "krankenversicherung", "versicherten-nr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, ignoreCase: true),
        Positives = ["KVNR «A123456780»", "Versichertennummer «M310119877»"],
        Negatives = ["A123456789", "Z12345678"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        // The letter counts as its two-digit place in the alphabet.
        var letter = char.ToUpperInvariant(value[0]) - 'A' + 1;
        var digits = string.Concat(letter.ToString("00", CultureInfo.InvariantCulture), value[1..9]);
        return Weighted.CrossSum(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 == value[9] - '0';
    }
}
