namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Anthropic API and admin key.</summary>
internal sealed class AnthropicKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-068",
        Kind = "anthropic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-ant-"),
        Pattern = "sk-ant-[a-z]{3,8}[0-9]{2}-[A-Za-z0-9_-]{80,}",
        MaxLength = 130,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk-" + "ant-api03-oOk7q5Iu3zs9-OMCrunzqOq7x" + "9L0HhY0kGSh8_cvdh3w38yhTKe68qXozBStUXajq1r2S4sGBHrbGjTFW_xKNO139ALfBAA» before Friday.",
        ],
        Negatives = [
            "sk-ant-api03- is not one",
            "The anthropic-key page describes the format.",
        ],
    };
}
