using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Danish civil registration number (date and serial; since 2007 without a check digit).</summary>
internal sealed class DkCpr : IRuleSource
{
    private const string Shape = @"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-101",
        Kind = "dk-cpr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.4,
        Context = ["cpr", "cpr-nummer", "personnummer", "cpr nr", "cpr-nr", "danish"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["CPR «070761-4212»", "cpr-nummer «2110625629»"],
        Negatives = ["CPR 073161-4285", "0707614285 rows", "070761-4285 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Calendar.IsShortDate(Digits.At(digits, 4, 2), Digits.At(digits, 2, 2), Digits.At(digits, 0, 2));
    }
}
