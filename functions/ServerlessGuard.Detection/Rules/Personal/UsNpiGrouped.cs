using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States national provider identifier in groups (45 CFR 162.406: Luhn over the prefix 80840).</summary>
internal sealed class UsNpiGrouped : IRuleSource
{
    private const string Shape = @"[12]\d{3}[- ]\d{3}[- ]\d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-152",
        Kind = "us-npi",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsProvider,
        Confidence = 0.55,
        Context = ["npi", "provider", "national provider", "provider identifier", "physician", "doctor"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsProvider, Shape),
        Positives = ["filed by «1234-567-893» today", "NPI «1245 319 599»"],
        Negatives = ["1234-567-890", "3234-567-893"],
    };

    private static bool IsProvider(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits.AsSpan(1)) && Luhn.IsValid("80840" + digits);
    }
}
