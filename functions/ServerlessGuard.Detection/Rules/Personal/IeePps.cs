using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Irish personal public service number (weights 8 to 2, second letter 9, modulus 23).</summary>
internal sealed class IeePps : IRuleSource
{
    private const string Shape = @"\d{7}[A-W][A-IW]?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-065",
        Kind = "ie-pps",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7),
        Pattern = Shape,
        MaxLength = 9,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["pps", "ppsn", "pps number", "personal public service", "revenue"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["PPS «1234567T»", "PPSN «1234567FA»"],
        Negatives = ["1234567A", "PPS 123456T"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var sum = Weighted.Sum(value, [8, 7, 6, 5, 4, 3, 2]) + (value.Length > 8 && value[8] != 'W' ? 9 * (value[8] - 'A' + 1) : 0);
        return value[7] == (sum % 23 == 0 ? 'W' : (char)('A' + (sum % 23) - 1));
    }
}
