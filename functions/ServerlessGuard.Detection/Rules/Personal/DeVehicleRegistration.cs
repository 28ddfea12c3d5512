using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German vehicle registration (FZV: district, letters, up to four digits) near a word for it.</summary>
internal sealed class DeVehicleRegistration : IRuleSource
{
    private const string Shape = @"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[1-9]\d{0,3}[EH]?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-073",
        Kind = "de-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 4, maxBefore: 8, needsContext: true),
        Pattern = Shape,
        MaxLength = 12,
        Confidence = 0.2,
        Context = ["kennzeichen", "kfz", "nummernschild", "fahrzeug", "kfz-kennzeichen", "license plate", "licence plate", "auto"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["Kennzeichen «B-MW 1234»", "KFZ: «HH AB 123»"],
        Negatives = ["code B-MW 1234", "Kennzeichen B 1234"],
    };
}
