using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Dutch citizen service number (weights 9 to 2 and -1, modulus 11) near a word for it.</summary>
internal sealed class NlBsn : IRuleSource
{
    private const string Shape = @"\d{8,9}|\d{4}[. ]\d{2}[. ]\d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-092",
        Kind = "nl-bsn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["bsn", "burgerservicenummer", "sofinummer", "sofi", "citizen service number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["BSN «111222333»", "burgerservicenummer «123456782»"],
        Negatives = ["BSN 111222334", "111222333 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value).PadLeft(9, '0');
        return !Digits.AllSame(digits) && Weighted.IsMultiple(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1], 11);
    }
}
