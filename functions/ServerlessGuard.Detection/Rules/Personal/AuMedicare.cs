using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Australian Medicare card number (first digit 2-6, weights 1 3 7 9, modulus 10).</summary>
internal sealed class AuMedicare : IRuleSource
{
    private const string Shape = @"[2-6]\d{3} \d{5} \d(?:[ /-]?\d)?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-063",
        Kind = "au-medicare",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11),
        Pattern = Shape,
        MaxLength = 14,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["medicare", "medicare card", "medicare number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["card «2123 45670 1» shown", "medicare card «3123 45671 1»"],
        Negatives = ["2123 45671 1", "1123 45670 1"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8] - '0';
    }
}
