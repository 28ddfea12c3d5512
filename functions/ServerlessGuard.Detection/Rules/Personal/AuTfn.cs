using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Australian tax file number (ATO: weights 1 4 3 7 5 8 6 9 10, modulus 11).</summary>
internal sealed class AuTfn : IRuleSource
{
    private const string Shape = @"\d{3} \d{3} \d{3}|\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-060",
        Kind = "au-tfn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.4,
        Context = ["tfn", "tax file", "tax file number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["TFN «876 543 210»", "tax file number «123456782»"],
        Negatives = ["TFN 876 543 211", "876543210 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Weighted.IsMultiple(Digits.Only(value), [1, 4, 3, 7, 5, 8, 6, 9, 10], 11);
    }
}
