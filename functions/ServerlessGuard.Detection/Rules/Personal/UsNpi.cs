using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States national provider identifier (45 CFR 162.406: Luhn over the prefix 80840).</summary>
internal sealed class UsNpi : IRuleSource
{
    private const string Shape = @"[12]\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-049",
        Kind = "us-npi",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsProvider,
        Confidence = 0.3,
        Context = ["npi", "provider", "national provider", "provider identifier", "physician", "doctor"],
        Surrogate = Surrogates.SameShape(IsProvider, Shape),
        Positives = ["NPI «1234567893»", "provider: «1245319599»"],
        Negatives = ["NPI 1234567890", "1234567893 rows"],
    };

    private static bool IsProvider(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits.AsSpan(1)) && Luhn.IsValid("80840" + digits);
    }
}
