using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian Aadhaar number (twelve digits from 2, Verhoeff check digit).</summary>
internal sealed class InAadhaar : IRuleSource
{
    private const string Shape = @"[2-9]\d{3}[ -]\d{4}[ -]\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-117",
        Kind = "in-aadhaar",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = Shape,
        MaxLength = 14,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["aadhaar", "aadhar", "uidai", "uid", "adhaar"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["number «2341 2341 2346» given", "Aadhaar «4991-1866-5246»"],
        Negatives = ["2341 2341 2347", "1341 2341 2346"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Verhoeff.IsValid(digits);
    }
}
