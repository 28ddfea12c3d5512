using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German tax identification number by its check digit alone, near a word for it.</summary>
internal sealed class DeTaxIdLoose : IRuleSource
{
    private const string Shape = @"[1-9]\d{10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-157",
        Kind = "de-tax-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["steuer-id", "steueridentifikationsnummer", "idnr", "steuer-identifikationsnummer", "steuer-idnr", "identifikationsnummer", "tax id", "steuernummer"],
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Steuer-ID «12345678903»", "IdNr. «98765432106»"],
        Negatives = ["12345678903 rows", "IdNr. 12345678904"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return !DeTaxId.Rule.Check!(value) && Iso7064.IsMod11Hybrid10(Digits.Only(value));
    }
}
