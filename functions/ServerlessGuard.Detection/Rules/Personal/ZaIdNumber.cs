using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A South African identity number (date, gender, citizenship 0-2, Luhn).</summary>
internal sealed class ZaIdNumber : IRuleSource
{
    private const string Shape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[0-2]\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-114",
        Kind = "za-id-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.5,
        Context = ["rsa id", "south african", "identity number", "id number", "sa id", "permanent resident"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["RSA ID «8001015009087»", "South African «9202204720075»"],
        Negatives = ["8001015009086", "8013015009087"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value) && Calendar.IsShortDate(Digits.At(value, 0, 2), Digits.At(value, 2, 2), Digits.At(value, 4, 2));
    }
}
