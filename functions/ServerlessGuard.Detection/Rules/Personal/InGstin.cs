using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian goods and services tax number (state, PAN, entity, Z, modulus 36 check).</summary>
internal sealed class InGstin : IRuleSource
{
    private const string Shape = @"(?:0[1-9]|[12]\d|3[0-8]|97)[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-119",
        Kind = "in-gstin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(15, 15),
        Pattern = Shape,
        MaxLength = 15,
        Confidence = 0.8,
        Context = ["gst", "gstin", "goods and services"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["GSTIN «27AAPFU0939F1ZV»", "GST «29AAGCB7383J1Z4»"],
        Negatives = ["00AAPFU0939F1ZV", "27AAPFU0939F1XV"],
    };
}
