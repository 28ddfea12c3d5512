using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Polish PESEL number (date with century in the month, weights 1 3 7 9, modulus 10).</summary>
internal sealed class PlPesel : IRuleSource
{
    private const string Shape = @"\d{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-102",
        Kind = "pl-pesel",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.5,
        Context = ["pesel"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["PESEL «44051401359»", "«02070803628» pesel"],
        Negatives = ["44051401358", "44053401359"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var (century, month) = (Digits.At(value, 2, 2) / 20, Digits.At(value, 2, 2) % 20);
        int[] centuries = [1900, 2000, 2100, 2200, 1800];
        return Calendar.IsDate(Math.Min(centuries[century] + Digits.At(value, 0, 2), 2099), month, Digits.At(value, 4, 2))
            && Weighted.IsMultiple(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10);
    }
}
