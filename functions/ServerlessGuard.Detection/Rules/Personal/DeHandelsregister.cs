using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German commercial register number (HGB: section HRA or HRB).</summary>
internal sealed class DeHandelsregister : IRuleSource
{
    private const string Shape = @"HR[AB][ -]?\d{1,6}(?: [A-Z]{1,2}\b)?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-075",
        Kind = "de-handelsregister",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("HRA", "HRB", "hra", "hrb"),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 13,
        Confidence = 0.75,
        Context = ["handelsregister", "amtsgericht", "registergericht"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["Amtsgericht Köln, «HRB 12345»", "«HRA 4711» steht da"],
        Negatives = ["HRC 12345", "HRB ist die Abteilung"],
    };
}
