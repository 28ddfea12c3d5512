using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Ukrainian taxpayer number (RNOKPP: weights -1 5 7 9 4 6 10 5 7, modulus 11) near a word for it.</summary>
internal sealed class UaTaxNumber : IRuleSource
{
    private const string Shape = @"\d{10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-147",
        Kind = "ua-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["рнокпп", "ідентифікаційний код", "ipn", "rnokpp", "іпн"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["RNOKPP «1759013776»", "ipn «3184710691»"],
        Negatives = ["RNOKPP 1759013777", "1759013776 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Weighted.Sum(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10 == value[9] - '0';
    }
}
