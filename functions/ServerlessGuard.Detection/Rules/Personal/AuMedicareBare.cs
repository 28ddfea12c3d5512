using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Australian Medicare card number without spaces, near a word for it.</summary>
internal sealed class AuMedicareBare : IRuleSource
{
    private const string Shape = @"[2-6]\d{9,10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-154",
        Kind = "au-medicare",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 11, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["medicare", "medicare card", "medicare number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Medicare «2123456701»", "medicare card «3123456711»"],
        Negatives = ["2123456701 rows", "Medicare 2123456711"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8] - '0';
    }
}
