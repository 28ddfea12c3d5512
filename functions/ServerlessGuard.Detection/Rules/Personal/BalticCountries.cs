using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Estonian, Latvian and Lithuanian authorities issue.</summary>
internal static class BalticCountries
{
    private const string BalticPersonalCodeShape = @"[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}";

    /// <summary>An Estonian or Lithuanian personal code (sex and century, date, two-stage modulus 11).</summary>
    public static Rule BalticPersonalCode { get; } = new()
    {
        Id = "SG-PII-108",
        Kind = "ee-isikukood",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = BalticPersonalCodeShape,
        MaxLength = 11,
        Check = IsBalticPersonalCode,
        Confidence = 0.5,
        DigitsConfidence = 0.3,
        Context = ["isikukood", "asmens kodas", "personal code", "personal identification code"],
        Labels = ["isikukood", "asmens kodas"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBalticPersonalCode, BalticPersonalCodeShape),
        Positives = ["isikukood «37605030299»", "asmens kodas «38703181745»"],
        Negatives = ["isikukood register, 37605030290", "37605030298", "37613030299"],
    };

    private static bool IsBalticPersonalCode(ReadOnlySpan<char> value)
    {
        var rest = Weighted.Sum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
        rest = rest == 10 ? Weighted.Sum(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10 : rest;
        return rest == value[10] - '0'
            && Calendar.IsDate(1800 + ((value[0] - '1') / 2 * 100) + Digits.At(value, 1, 2), Digits.At(value, 3, 2), Digits.At(value, 5, 2));
    }

    private const string LvPersonasKodsShape = @"(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}|3[2-9]\d{4})-?\d{5}";

    /// <summary>A Latvian personal code (date or 32 prefix) near a word for it.</summary>
    public static Rule LvPersonasKods { get; } = new()
    {
        Id = "SG-PII-148",
        Kind = "lv-personas-kods",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = LvPersonasKodsShape,
        MaxLength = 12,
        Confidence = 0.2,
        Context = ["personas kods", "latvian", "pk"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, LvPersonasKodsShape),
        Positives = ["personas kods «161175-19997»", "Latvian «320000-12345»"],
        Negatives = ["161175-19997 rows", "personas kods 1611"],
    };
}
