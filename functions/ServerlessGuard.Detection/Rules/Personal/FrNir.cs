using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A French social security number (INSEE NIR: sex, year, month, department, commune, order, key 97 - n mod 97).</summary>
internal sealed class FrNir : IRuleSource
{
    private const string Shape = @"[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}\s?\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-079",
        Kind = "fr-nir",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 15),
        Pattern = Shape,
        MaxLength = 21,
        Check = IsValid,
        Confidence = 0.85,
        Context = ["sécurité sociale", "nir", "numéro de sécurité sociale", "insee", "sécu", "carte vitale"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["NIR «255081416802538»", "carte vitale «185057800608491»"],
        Negatives = ["255081416802539", "NIR 3 55 08 14 168 025 38"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        // Corsica: 2A counts as 19, 2B as 18.
        var digits = number.Replace("2A", "19", StringComparison.Ordinal).Replace("2B", "18", StringComparison.Ordinal);
        return digits.Length == 15 && long.TryParse(digits.AsSpan(0, 13), out var body) && 97 - (body % 97) == Digits.At(digits, 13, 2);
    }
}
