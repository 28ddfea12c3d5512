using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A researcher identifier (ORCID: sixteen digits, ISO 7064 MOD 11-2).</summary>
internal sealed class Orcid : IRuleSource
{
    private const string Shape = @"\d{4}-\d{4}-\d{4}-\d{3}[\dX]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-150",
        Kind = "orcid",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(15, 16),
        Pattern = Shape,
        MaxLength = 19,
        Check = IsValid,
        Confidence = 0.85,
        Context = ["orcid"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["ORCID «0000-0002-1825-0097»", "orcid.org/«0000-0001-5109-3700»"],
        Negatives = ["0000-0002-1825-0098", "0000-0002-1825"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Iso7064.IsMod11Radix2(Digits.AndLetters(value));
    }
}
