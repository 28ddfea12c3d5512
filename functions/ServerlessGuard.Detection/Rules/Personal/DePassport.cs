using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German passport number (ICAO 9303 serial) near a word for it.</summary>
internal sealed class DePassport : IRuleSource
{
    private const string Shape = @"[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{8}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-069",
        Kind = "de-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 9, maxBefore: 8, needsContext: true),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 9,
        Check = GermanDocuments.IsSerial,
        Confidence = 0.2,
        Context = ["reisepass", "pass-nr", "pass nr", "pass-nr.", "passnummer", "passport"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(GermanDocuments.IsSerial, Shape, ignoreCase: true),
        Positives = ["Reisepass «C01X00T47»", "Passnummer «F5X12RT03»"],
        Negatives = ["C01X00T47 fehlt", "Reisepass AEIOU1234"],
    };
}
