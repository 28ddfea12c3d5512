namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Langfuse secret key.</summary>
internal sealed class LangfuseKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-081",
        Kind = "langfuse-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-lf-"),
        Pattern = "sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 42,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk-" + "lf-f54a9dc0-c" + "8f6-8340-9732-c8b3a2643fc6» before Friday.",
        ],
        Negatives = [
            "sk-lf- is not one",
            "The langfuse-key page describes the format.",
        ],
    };
}
