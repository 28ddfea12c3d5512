using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Canadian social insurance number (Luhn; never starts with 0 or 8).</summary>
internal sealed class CaSin : IRuleSource
{
    private const string Shape = @"[1-79]\d{2}-\d{3}-\d{3}|[1-79]\d{2} \d{3} \d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-058",
        Kind = "ca-sin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["sin", "social insurance", "numéro d'assurance sociale", "nas", "canada", "cra"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["SIN «130 692 544»", "social insurance «435-418-165»"],
        Negatives = ["812 345 678", "130 692 545", "046 454 286"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(Digits.Only(value));
    }
}
