using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Korean resident registration number without its hyphen (check digit required).</summary>
internal sealed class KrRrnBare : IRuleSource
{
    private const string Shape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-4]\d{6}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-128",
        Kind = "kr-rrn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["rrn", "주민등록번호", "주민번호", "resident registration", "korean"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["RRN «9001011234568»", "number «8502152345646» here"],
        Negatives = ["9013011234568", "9001011234560"],
    };

    /// <summary>Numbers of before October 2020 end in a check digit; without hyphen nothing less will do.</summary>
    private static bool IsValid(ReadOnlySpan<char> value) =>
        Calendar.IsShortDate(Digits.At(value, 0, 2), Digits.At(value, 2, 2), Digits.At(value, 4, 2))
        && (11 - (Weighted.Sum(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 == value[12] - '0';
}
