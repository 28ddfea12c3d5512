using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Mexican taxpayer number (RFC: letters, date, homoclave) near a word for it.</summary>
internal sealed class MxRfc : IRuleSource
{
    private const string Shape = @"[A-ZÑ&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z0-9]{2}[0-9A]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-143",
        Kind = "mx-rfc",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 7, maxBefore: 4, needsContext: true),
        Pattern = Shape,
        MaxLength = 13,
        Confidence = 0.3,
        Context = ["rfc", "contribuyente", "sat", "registro federal"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["RFC «GODE561231GR8»", "rfc: «ABC680524P76»"],
        Negatives = ["code GODE561231GR8", "RFC 2616"],
    };
}
