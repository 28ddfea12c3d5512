using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Finnish personal identity code (date, century sign, serial, check character by modulus 31).</summary>
internal sealed class FiPersonalIdentityCode : IRuleSource
{
    private const string Shape = @"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-096",
        Kind = "fi-personal-identity-code",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 9),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.9,
        Context = ["hetu", "henkilötunnus", "personal identity code"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, ignoreCase: true),
        Positives = ["hetu «131052-308T»", "henkilötunnus «010195A990W»"],
        Negatives = ["131052-308U", "311302-308T", "131052/308T"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = value.ToString().ToUpperInvariant();
        var body = (Digits.At(number, 0, 6) * 1000) + Digits.At(number, 7, 3);
        return Calendar.IsShortDate(Digits.At(number, 4, 2), Digits.At(number, 2, 2), Digits.At(number, 0, 2))
            && "0123456789ABCDEFHJKLMNPRSTUVWXY"[body % 31] == number[10];
    }
}
