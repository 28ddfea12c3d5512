namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>Tells the model to hide something from the user.</summary>
internal sealed class SecrecyDemand : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-023",
        Kind = "injection-tool-result",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith(
            "do not tell", "don't tell", "do not mention", "don't mention", "without telling", "without informing", "do not inform", "do not reveal",
            "don't reveal", "not alert the user", "do not let the user", "without the user", "keep this secret", "do not disclose", "sag dem nutzer nicht", "sans le dire"),
        Pattern = @"(?:do not|don\x27t|never|must not|without|should not) (?:ever )?(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|alert(?:ing)?|notify(?:ing)?|reveal(?:ing)?|let|disclos(?:e|ing)|warn(?:ing)?|show(?:ing)?)(?: (?:this|that|it|about|to|anything|the|of|any|these|instructions?|message|email|action)){0,5} (?:the |any |to the )?(?:user|users|human|owner|victim|reader|customer)\b|(?:do not|don\x27t|never) (?:mention|reveal|disclose) (?:this|these|that you|the existence of|the) (?:instructions?|message|prompt|were|received|tool|injection|email)",
        IgnoreCase = true,
        MaxLength = 120,
        Confidence = 0.75,
        Positives = [
            "and «do not tell the user» about it",
        ],
        Negatives = [
            "do not tell my mother about the party",
            "don't mention it",
        ],
    };
}
