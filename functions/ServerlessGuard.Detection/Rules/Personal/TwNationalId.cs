using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Taiwanese national or resident number (letter, nine digits, weights, modulus 10).</summary>
internal sealed class TwNationalId : IRuleSource
{
    private const string Shape = @"[A-Z][1289]\d{8}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-138",
        Kind = "tw-national-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, maxBefore: 1),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["taiwan", "national id", "身分證", "身分證字號", "統一證號", "居留證"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Taiwan «A123456789»", "身分證 «F131104093»"],
        Negatives = ["A123456788", "A323456789"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        // The letter stands for a two-digit number; its order is historical.
        var number = "ABCDEFGHJKLMNPQRSTUVXYWZIO".IndexOf(value[0]) + 10;
        var sum = (number / 10) + (9 * (number % 10)) + Weighted.Sum(value[1..], [8, 7, 6, 5, 4, 3, 2, 1, 1]);
        return sum % 10 == 0;
    }
}
