using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A medical record or patient number after its name (no common format exists).</summary>
internal sealed class MedicalRecordNumber : IRuleSource
{
    private const string Shape = @"(?:[A-Z]{1,3}-?)?\d{5,10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-035",
        Kind = "medical-record-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 10, maxBefore: 5, needsContext: true),
        Pattern = Shape,
        MaxLength = 14,
        Confidence = 0.2,
        Context = ["mrn", "medical record", "medical record number", "patient id", "patient number", "patient no", "chart number", "hospital number", "patientennummer", "krankenakte"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["MRN: «00482913»", "patient id «AB-1234567»"],
        Negatives = ["order 00482913", "MRN 12"],
    };
}
