using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Argentine tax or labour number (CUIT, CUIL: weights 5 4 3 2 7 6 5 4 3 2, modulus 11).</summary>
internal sealed class ArCuit : IRuleSource
{
    private const string Shape = @"(?:2[03-7]|3[034])-?\d{8}-?\d";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-144",
        Kind = "ar-cuit",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.5,
        Context = ["cuit", "cuil", "afip", "argentina"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["CUIT «20-12345678-6»", "cuil «27-28033514-8»"],
        Negatives = ["20-12345678-7", "CUIT 40-12345678-6"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Weighted.IsMultiple(Digits.Only(value), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11);
    }
}
