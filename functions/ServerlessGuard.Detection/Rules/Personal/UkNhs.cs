using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United Kingdom NHS number (NHS data dictionary: modulus 11).</summary>
internal sealed class UkNhs : IRuleSource
{
    private const string Shape = @"\d{3}[ -]\d{3}[ -]\d{4}|\d{10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-053",
        Kind = "uk-nhs",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsValid,
        Confidence = 0.4,
        Context = ["nhs", "nhs number", "national health", "patient", "health service"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["NHS number «943 476 5919»", "nhs «401-023-2137»"],
        Negatives = ["NHS 943 476 5918", "9434765919 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Weighted.IsMultiple(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11);
    }
}
