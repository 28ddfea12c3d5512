using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Brazilian company number (CNPJ: two modulus 11 check digits).</summary>
internal sealed class BrCnpj : IRuleSource
{
    private const string Shape = @"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|\d{14}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-141",
        Kind = "br-cnpj",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(14, 14),
        Pattern = Shape,
        MaxLength = 18,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["cnpj", "empresa"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["CNPJ «11.222.333/0001-81»", "cnpj «11444777000161»"],
        Negatives = ["11.222.333/0001-82", "CNPJ 11444777000162"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits)
            && Weighted.Sum(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[12] - '0'
            && Weighted.Sum(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[13] - '0';
    }
}
