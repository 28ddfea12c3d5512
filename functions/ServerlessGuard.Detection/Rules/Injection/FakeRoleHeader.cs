namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>A faked role header or end-of-context marker inside text.</summary>
internal sealed class FakeRoleHeader : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-019",
        Kind = "injection-delimiter",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith(
            "### system", "###system", "### instruction", "###instruction", "</system>", "<system>", "[system]", "system message:",
            "system:", "end of context", "end of document", "end of user", "begin admin", "[admin]", "</instructions>", "<instructions>",
            "</context>", "</user>", "[end of", "--- end", "system override", "admin override", "system update", "[assistant]",
            "### new"),
        Pattern = @"###? ?(?:system|new) (?:message|prompt|instructions?|task)\b:?|### ?system:|</?(?:system|instructions|user_input|user|context)>\s{0,4}(?:<|you|ignore|new|now|system|forget|please|human|the user|from)|\[(?:system|admin|assistant)\]?\s?(?:\(?#?[a-z ]{0,20}\)?)?:?\]?\s{0,2}(?:you|ignore|new|override|the user|forget|send)|(?:^|[\n""])?system (?:override|update): |(?:---+|===+|\[)\s?end (?:of )?(?:context|document|user|system|prompt|instructions|data|email|text)[^\n]{0,20}(?:\]|---|===)|system message: (?:you|ignore|new)",
        IgnoreCase = true,
        MaxLength = 70,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.7,
        Positives = [
            "mail «### system prompt:» obey",
        ],
        Negatives = [
            "The system: a short history",
            "### Systems thinking",
        ],
    };
}
