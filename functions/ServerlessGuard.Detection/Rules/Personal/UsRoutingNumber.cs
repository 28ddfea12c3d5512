using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States bank routing number (ABA: Federal Reserve prefix, weights 3 7 1).</summary>
internal sealed class UsRoutingNumber : IRuleSource
{
    private const string Shape = @"\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-044",
        Kind = "us-routing-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["routing", "aba", "routing number", "rtn", "transit", "bank", "wire", "ach"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["routing «021000021»", "ABA number «011000015»"],
        Negatives = ["routing 021000022", "021000021 things", "aba 991000021"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var prefix = Digits.At(digits, 0, 2);
        return prefix is <= 12 or (>= 21 and <= 32) or (>= 61 and <= 72) or 80
            && Weighted.IsMultiple(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1], 10);
    }
}
