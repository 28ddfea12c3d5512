using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Canadian authorities issue.</summary>
internal static class Canada
{
    private const string CaSinShape = @"[1-79]\d{2}-\d{3}-\d{3}|[1-79]\d{2} \d{3} \d{3}";

    /// <summary>A Canadian social insurance number (Luhn; never starts with 0 or 8).</summary>
    public static Rule CaSin { get; } = new()
    {
        Id = "SG-PII-058",
        Kind = "ca-sin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = CaSinShape,
        MaxLength = 11,
        Check = IsCaSin,
        Confidence = 0.55,
        Context = ["sin", "social insurance", "numéro d'assurance sociale", "nas", "canada", "cra"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsCaSin, CaSinShape),
        Positives = ["SIN «130 692 544»", "social insurance «435-418-165»"],
        Negatives = ["812 345 678", "130 692 545", "046 454 286"],
    };

    private static bool IsCaSin(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(Digits.Only(value));
    }

    private const string CaSinBareShape = @"[1-79]\d{8}";

    /// <summary>A Canadian social insurance number without separators, near a word for it.</summary>
    public static Rule CaSinBare { get; } = new()
    {
        Id = "SG-PII-059",
        Kind = "ca-sin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = CaSinBareShape,
        MaxLength = 9,
        Check = IsCaSinBare,
        Confidence = 0.2,
        Context = ["social insurance", "social insurance number", "canada", "canadian", "sin number"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(IsCaSinBare, CaSinBareShape),
        Positives = ["social insurance «135002996»", "Canadian «435418165»"],
        Negatives = ["130692544 rows", "social insurance 130692545"],
    };

    private static bool IsCaSinBare(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value);
    }
}
