using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Greek tax number (AFM: powers of two, modulus 11) near a word for it.</summary>
internal sealed class GrAfm : IRuleSource
{
    private const string Shape = @"\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-110",
        Kind = "gr-afm",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["αφμ", "afm", "α.φ.μ.", "tax id"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["AFM «123456783»", "afm «090000045»"],
        Negatives = ["AFM 123456784", "123456783 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return !Digits.AllSame(value) && Weighted.Sum(value, [256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == value[8] - '0';
    }
}
