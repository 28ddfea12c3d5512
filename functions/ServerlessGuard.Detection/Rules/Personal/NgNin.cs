using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Nigerian national identification number (eleven digits) near a word for it.</summary>
internal sealed class NgNin : IRuleSource
{
    private const string Shape = @"\d{11}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-115",
        Kind = "ng-nin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.1,
        Context = ["nin", "nimc", "national identification number", "nigeria", "nigerian"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["NIN «12345678901»", "Nigerian NIN: «70123456784»"],
        Negatives = ["12345678901 rows", "NIN 1234567890"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return !Digits.AllSame(value);
    }
}
