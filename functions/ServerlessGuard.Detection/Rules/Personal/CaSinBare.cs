using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Canadian social insurance number without separators, near a word for it.</summary>
internal sealed class CaSinBare : IRuleSource
{
    private const string Shape = @"[1-79]\d{8}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-059",
        Kind = "ca-sin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["social insurance", "social insurance number", "canada", "canadian", "sin number"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["social insurance «135002996»", "Canadian «435418165»"],
        Negatives = ["130692544 rows", "social insurance 130692545"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value);
    }
}
