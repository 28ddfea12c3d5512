using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom unique taxpayer reference (HMRC: weights 6 7 8 9 10 5 4 3 2, modulus 11).</summary>
internal sealed class UkUtr : IRuleSource
{
    private const string Shape = @"\d{10}|\d{5} \d{5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-057",
        Kind = "uk-utr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["utr", "unique taxpayer reference", "self assessment", "tax reference"],
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["UTR «1955839661»", "self assessment «2955839620»"],
        Negatives = ["UTR 1955839662", "1955839661 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return "21987654321"[Weighted.Sum(digits.AsSpan(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] == digits[0];
    }
}
