using ServerlessGuard.Core.Detection.Checks;

namespace ServerlessGuard.Core.Detection.Rules.Personal;

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
        Confidence = 0.4,
        Context = ["steuer-id", "steueridentifikationsnummer", "idnr", "steuer-identifikationsnummer", "steuer-idnr", "identifikationsnummer", "tax id", "steuernummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Steuer-ID «65929970489»", "IdNr. «57549285017»"],
        Negatives = ["IdNr. 65929970488", "65929970489 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Iso7064.IsMod11Hybrid10(Digits.Only(value));
    }
}
