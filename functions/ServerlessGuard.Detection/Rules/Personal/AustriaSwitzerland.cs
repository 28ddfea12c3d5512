using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Austrian and Swiss authorities issue.</summary>
internal static class AustriaSwitzerland
{
    private const string ChAhvShape = @"756\.?\d{4}\.?\d{4}\.?\d{2}";

    /// <summary>A Swiss social security number (AHV: 756, EAN-13 check digit).</summary>
    public static Rule ChAhv { get; } = new()
    {
        Id = "SG-PII-094",
        Kind = "ch-ahv",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = ChAhvShape,
        MaxLength = 16,
        Check = IsChAhv,
        Confidence = 0.9,
        Context = ["ahv", "avs", "sozialversicherungsnummer", "oasi"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsChAhv, ChAhvShape, keep: 3),
        Positives = ["AHV «756.9217.0769.85»", "«7561234567897» AVS"],
        Negatives = ["756.9217.0769.84", "755.9217.0769.85"],
    };

    private static bool IsChAhv(ReadOnlySpan<char> value)
    {
        return Weighted.IsMultiple(Digits.Only(value), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10);
    }

    private const string AtSvnrShape = @"[1-9]\d{3}[ -]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-5])\d{2}";

    /// <summary>An Austrian social insurance number (serial, check digit by modulus 11, date of birth).</summary>
    public static Rule AtSvnr { get; } = new()
    {
        Id = "SG-PII-095",
        Kind = "at-svnr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = AtSvnrShape,
        MaxLength = 11,
        Check = IsAtSvnr,
        Confidence = 0.4,
        Context = ["sozialversicherungsnummer", "svnr", "sv-nummer", "versicherungsnummer", "sv-nr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsAtSvnr, AtSvnrShape),
        Positives = ["SVNR «1237 010180»", "Sozialversicherungsnummer «7820280855»"],
        Negatives = ["SVNR 1238 010180", "1237010180 rows"],
    };

    private static bool IsAtSvnr(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == digits[3] - '0';
    }
}
