using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States bank routing number with its hyphens (ABA: Federal Reserve prefix, weights 3 7 1).</summary>
internal sealed class UsRoutingNumberGrouped : IRuleSource
{
    private const string Shape = @"\d{4}-\d{4}-\d";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-153",
        Kind = "us-routing-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["routing", "aba", "routing number", "rtn", "transit", "bank", "wire", "ach"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["to «0210-0002-1» today", "ABA «0110-0001-5»"],
        Negatives = ["0210-0002-2", "9910-0002-1"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var prefix = Digits.At(digits, 0, 2);
        return prefix is <= 12 or (>= 21 and <= 32) or (>= 61 and <= 72) or 80
            && Weighted.IsMultiple(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1], 10);
    }
}
