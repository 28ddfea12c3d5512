using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Brazilian taxpayer number (CPF: two modulus 11 check digits).</summary>
internal sealed class BrCpf : IRuleSource
{
    private const string Shape = @"\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-140",
        Kind = "br-cpf",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 14,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["cpf", "cadastro de pessoas", "brasil"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["CPF «529.982.247-25»", "cpf: «11144477735»"],
        Negatives = ["529.982.247-24", "111.111.111-11"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits)
            && Weighted.Sum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[9] - '0'
            && Weighted.Sum(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == digits[10] - '0';
    }
}
