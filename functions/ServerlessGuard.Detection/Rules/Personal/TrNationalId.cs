using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Turkish identity number (TCKN: two check digits).</summary>
internal sealed class TrNationalId : IRuleSource
{
    private const string Shape = @"[1-9]\d{10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-111",
        Kind = "tr-national-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["tckn", "tc kimlik", "kimlik", "kimlik numarası", "turkish id", "t.c. kimlik no", "tc no", "vatandaşlık"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["TC kimlik «10000000146»", "TCKN: «36493665440»"],
        Negatives = ["10000000145", "00000000000"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var odd = Weighted.Sum(value, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
        var even = Weighted.Sum(value, [0, 1, 0, 1, 0, 1, 0, 1]);
        return ((7 * odd) + (9 * even)) % 10 == value[9] - '0' && (odd + even + value[9] - '0') % 10 == value[10] - '0';
    }
}
