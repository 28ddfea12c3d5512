using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian permanent account number (holder type in the fourth letter).</summary>
internal sealed class InPan : IRuleSource
{
    private const string Shape = @"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-118",
        Kind = "in-pan",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(10, 10),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.7,
        Context = ["pan", "permanent account", "income tax"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["PAN «ABCPE1234F»", "«AAACR5055K» income tax"],
        Negatives = ["ABCDE1234", "ABCXE1234F"],
    };
}
