using ServerlessGuard.Core.Detection.Checks;

namespace ServerlessGuard.Core.Detection.Rules.Personal;

/// <summary>A Singaporean unique entity number (business, company, and other entities).</summary>
internal sealed class SgUen : IRuleSource
{
    private const string Shape = @"\d{8}[A-Z]|(?:19|20)\d{2}\d{5}[A-Z]|[RST]\d{2}(?:LP|LL|FC|PF|RF|MQ|MM|NB|CC|CS|MB|FM|GS|DP|CP|NR|CM|CD|MD|HS|VH|CH|MH|CL|XL|CX|HC|RP|TU|TC|FB|FN|PA|PB|SS|MC|SM|GA|GB)\d{4}[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-125",
        Kind = "sg-uen",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 9, maxBefore: 5),
        Pattern = Shape,
        MaxLength = 10,
        Confidence = 0.4,
        Context = ["uen", "acra", "entity number", "singapore"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["UEN «T08GB0001A»", "uen «201312345R»", "UEN: «53125226D»"],
        Negatives = ["code 53125226D", "UEN 53125226"],
    };
}
