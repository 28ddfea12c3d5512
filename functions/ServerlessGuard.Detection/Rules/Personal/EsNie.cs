using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Spanish foreigner's identity number (NIE: X, Y or Z, seven digits, letter by modulus 23).</summary>
internal sealed class EsNie : IRuleSource
{
    private const string Shape = @"[XYZ]-?\d{7}-?[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-087",
        Kind = "es-nie",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 1),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.85,
        Context = ["nie", "extranjero"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, ignoreCase: true),
        Positives = ["NIE «X1234567L»", "«Y7654321-G» extranjero"],
        Negatives = ["X1234567A", "NIE W1234567L"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var prefix = (char)('0' + number[0] - 'X');
        return "TRWAGMYFPDXBNJZSQVHLCKE"[Digits.At(prefix + number[1..^1], 0, 8) % 23] == number[^1];
    }
}
