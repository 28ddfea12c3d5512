using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that New Zealand authorities issue.</summary>
internal static class NewZealand
{
    private const string NzIrdShape = @"\d{2,3}-?\d{3}-?\d{3}";

    /// <summary>A New Zealand IRD number (Inland Revenue: two weightings, modulus 11) near a word for it.</summary>
    public static Rule NzIrd { get; } = new()
    {
        Id = "SG-PII-064",
        Kind = "nz-ird",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9, needsContext: true),
        Pattern = NzIrdShape,
        MaxLength = 11,
        Check = IsNzIrd,
        Confidence = 0.2,
        Context = ["ird", "inland revenue", "ird number"],
        Surrogate = Surrogates.SameShape(IsNzIrd, NzIrdShape),
        Positives = ["IRD «49-091-850»", "inland revenue «136410132»"],
        Negatives = ["IRD 49-091-851", "49-091-850 rows"],
    };

    private static bool IsNzIrd(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value).PadLeft(9, '0');
        if (Digits.At(digits, 0, 9) is < 10_000_000 or > 150_000_000)
        {
            return false;
        }

        var rest = Weighted.Sum(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        rest = rest == 1 ? Weighted.Sum(digits, [7, 4, 3, 2, 5, 2, 7, 6]) % 11 : rest;
        return rest != 1 && (11 - rest) % 11 == digits[8] - '0';
    }
}
