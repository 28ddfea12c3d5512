using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian Aadhaar number without spaces, near a word for it.</summary>
internal sealed class InAadhaarBare : IRuleSource
{
    private const string Shape = @"[2-9]\d{11}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-155",
        Kind = "in-aadhaar",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12, needsContext: true),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["aadhaar", "aadhar", "uidai", "uid", "adhaar"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Aadhaar «234123412346»", "UIDAI «499118665246»"],
        Negatives = ["499118665246 rows", "UIDAI 499118665247"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Verhoeff.IsValid(digits);
    }
}
