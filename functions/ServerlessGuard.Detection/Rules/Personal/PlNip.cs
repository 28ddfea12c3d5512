using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Polish tax number (NIP: weights 6 5 7 2 3 4 5 6 7, modulus 11).</summary>
internal sealed class PlNip : IRuleSource
{
    private const string Shape = @"\d{3}-?\d{3}-?\d{2}-?\d{2}|\d{3}-\d{2}-\d{2}-\d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-103",
        Kind = "pl-nip",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["nip", "tax number", "numer identyfikacji podatkowej"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["NIP «123-456-32-18»", "nip «5260001246»"],
        Negatives = ["NIP 123-456-32-19", "1234563218 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9] - '0';
    }
}
