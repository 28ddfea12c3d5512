using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Spanish national identity number (DNI/NIF: eight digits, letter by modulus 23).</summary>
internal sealed class EsNif : IRuleSource
{
    private const string Shape = @"\d{7,8}-?[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-086",
        Kind = "es-nif",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.75,
        Context = ["dni", "nif", "documento nacional", "identidad"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, ignoreCase: true),
        Positives = ["DNI «12345678Z»", "NIF «87654321-X»"],
        Negatives = ["12345678A", "DNI 12345678"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        return "TRWAGMYFPDXBNJZSQVHLCKE"[Digits.At(number, 0, number.Length - 1) % 23] == number[^1];
    }
}
