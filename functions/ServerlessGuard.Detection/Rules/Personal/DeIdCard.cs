using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German identity card number (ICAO 9303 serial, weights 7 3 1, check digit where it is given) near a word for it.</summary>
internal sealed class DeIdCard : IRuleSource
{
    private const string Shape = @"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-068",
        Kind = "de-id-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 9, maxBefore: 8, needsContext: true),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 9,
        Check = GermanDocuments.IsSerial,
        Confidence = 0.2,
        Context = ["ausweis", "personalausweis", "ausweisnummer", "identity card", "id card", "perso"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(GermanDocuments.IsSerial, Shape, ignoreCase: true),
        Positives = ["Personalausweis «LZ6311T47»", "Ausweis Nr. «T22000129»"],
        Negatives = ["LZ6311T47 fehlt", "Ausweis ABCDEFGHI"],
    };
}
