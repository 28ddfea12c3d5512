using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A DEA registration number of a prescriber (21 CFR 1301: two letters, six digits, check digit).</summary>
internal sealed class UsDeaNumber : IRuleSource
{
    private const string Shape = @"[A-HJ-NPR-UX][A-Z9]\d{7}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-050",
        Kind = "us-dea-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 2),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 9,
        Check = IsRegistered,
        Confidence = 0.55,
        Context = ["dea", "prescriber", "registration", "dea number", "controlled substance"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsRegistered, Shape, ignoreCase: true),
        Positives = ["DEA number «AB1234563»", "prescriber «BS2234588»"],
        Negatives = ["DEA AB1234564", "AB123456"],
    };

    private static bool IsRegistered(ReadOnlySpan<char> value)
    {
        var digits = value[2..];
        return (Weighted.Sum(digits, [1, 2, 1, 2, 1, 2])) % 10 == digits[6] - '0';
    }
}
