using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A unique master citizen number of the former Yugoslav states (EMŠO, JMBG: date, region, modulus 11).</summary>
internal sealed class SiEmso : IRuleSource
{
    private const string Shape = @"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])[09]\d{2}\d{6}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-149",
        Kind = "si-emso",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["emšo", "emso", "jmbg", "matični broj", "јмбг"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["EMŠO «0101006500006»", "JMBG «0710003730015»"],
        Negatives = ["0101006500007", "0113006500006"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var rest = Weighted.Sum(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return rest != 1 && (11 - rest) % 11 == value[12] - '0';
    }
}
