using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Estonian or Lithuanian personal code (sex and century, date, two-stage modulus 11).</summary>
internal sealed class BalticPersonalCode : IRuleSource
{
    private const string Shape = @"[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-108",
        Kind = "ee-isikukood",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.5,
        Context = ["isikukood", "asmens kodas", "personal code", "personal identification code"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["isikukood «37605030299»", "asmens kodas «38703181745»"],
        Negatives = ["37605030298", "37613030299"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var rest = Weighted.Sum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
        rest = rest == 10 ? Weighted.Sum(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10 : rest;
        return rest == value[10] - '0'
            && Calendar.IsDate(1800 + ((value[0] - '1') / 2 * 100) + Digits.At(value, 1, 2), Digits.At(value, 3, 2), Digits.At(value, 5, 2));
    }
}
