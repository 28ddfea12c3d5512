using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German tax identification number (BZSt: one digit repeats, ISO 7064 MOD 11,10).</summary>
internal sealed class DeTaxId : IRuleSource
{
    private const string Shape = @"[1-9]\d{10}|[1-9]\d \d{3} \d{3} \d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-066",
        Kind = "de-tax-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 14,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["steuer-id", "steueridentifikationsnummer", "idnr", "steuer-identifikationsnummer", "steuer-idnr", "identifikationsnummer", "tax id", "steuernummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Steuer-ID «65929970489»", "IdNr. «57549285017»"],
        Negatives = ["65929970488", "IdNr. 02929970489"],
    };

    /// <summary>Of the first ten digits exactly one occurs twice or three times, and the others once at most (BZSt).</summary>
    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var repeated = digits[..10].GroupBy(static digit => digit).Where(static group => group.Count() > 1).Select(static group => group.Count()).ToArray();
        return repeated is [2 or 3] && Iso7064.IsMod11Hybrid10(digits);
    }
}
