using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Austrian social insurance number (serial, check digit by modulus 11, date of birth).</summary>
internal sealed class AtSvnr : IRuleSource
{
    private const string Shape = @"[1-9]\d{3}[ -]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-5])\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-095",
        Kind = "at-svnr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.4,
        Context = ["sozialversicherungsnummer", "svnr", "sv-nummer", "versicherungsnummer", "sv-nr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["SVNR «1237 010180»", "Sozialversicherungsnummer «7820280855»"],
        Negatives = ["SVNR 1238 010180", "1237010180 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == digits[3] - '0';
    }
}
