using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Irish authorities issue.</summary>
internal static class Ireland
{
    private const string IeePpsShape = @"\d{7}[A-W][A-IW]?";

    /// <summary>An Irish personal public service number (weights 8 to 2, second letter 9, modulus 23).</summary>
    public static Rule IeePps { get; } = new()
    {
        Id = "SG-PII-065",
        Kind = "ie-pps",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7),
        Pattern = IeePpsShape,
        MaxLength = 9,
        Check = IsIeePps,
        Confidence = 0.55,
        Context = ["pps", "ppsn", "pps number", "personal public service", "revenue"],
        Labels = ["pps", "ppsn", "pps number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsIeePps, IeePpsShape),
        Positives = ["PPS «1234567T»", "PPSN «1234567FA»"],
        Negatives = ["1234567A", "PPS 123456T"],
    };

    private static bool IsIeePps(ReadOnlySpan<char> value)
    {
        var sum = Weighted.Sum(value, [8, 7, 6, 5, 4, 3, 2]) + (value.Length > 8 && value[8] != 'W' ? 9 * (value[8] - 'A' + 1) : 0);
        return value[7] == (sum % 23 == 0 ? 'W' : (char)('A' + (sum % 23) - 1));
    }
}
