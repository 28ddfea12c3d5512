using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German postcode (01001 to 99998) near a word for it.</summary>
internal sealed class DePostcode : IRuleSource
{
    private const string Shape = @"0[1-9]\d{3}|[1-9]\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-072",
        Kind = "de-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 5, needsContext: true),
        Pattern = Shape,
        MaxLength = 5,
        Confidence = 0.1,
        Context = ["plz", "postleitzahl"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["PLZ «80331»", "Postleitzahl: «10115» Berlin"],
        Negatives = ["80331 rows", "PLZ 00000"],
    };
}
