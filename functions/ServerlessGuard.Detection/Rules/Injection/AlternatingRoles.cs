namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>A transcript with faked turns of another role.</summary>
internal sealed class AlternatingRoles : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-020",
        Kind = "injection-role",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith("user:", "human:", "assistant:", "chatgpt:", "[gpt]", "[chatgpt", "dan]:", "(🔒", "[🔒", "🔓", "classic]", "[jailbreak]"),
        Pattern = @"\[(?:gpt|chatgpt|dan|jailbreak|classic|evil|dev|developer|🔒classic|🔓jailbreak)\]?:?|\[?🔓ja[il]{2}break|\(🔓|\[🔒classic\]|🔓",
        IgnoreCase = true,
        MaxLength = 30,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.6,
        Positives = [
            "start with «[GPT]:» then",
        ],
        Negatives = [
            "user: hello",
            "assistant: how can I help",
        ],
    };
}
