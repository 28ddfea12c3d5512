using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A United States ZIP code after a state's abbreviation (USPS Publication 28).</summary>
internal sealed class UsPostcode : IRuleSource
{
    private const string Shape = @"(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|GU|VI|AS|MP) \d{5}(?:-\d{4})?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-028",
        Kind = "postcode-us",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 9, maxBefore: 3),
        Pattern = Shape,
        MaxLength = 13,
        Confidence = 0.5,
        Context = ["address", "zip", "zip code", "street", "avenue", "city", "ship", "mail"],
        Surrogate = Surrogates.SameShape(null, Shape, keep: 2),
        Positives = ["Beverly Hills, «CA 90210» is sunny", "mail to «NY 10001-1234»"],
        Negatives = ["XX 90210", "CA 9021", "CA-90210"],
    };
}
