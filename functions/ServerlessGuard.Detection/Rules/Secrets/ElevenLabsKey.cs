namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>ElevenLabs key.</summary>
internal sealed class ElevenLabsKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-078",
        Kind = "elevenlabs-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk_"),
        Pattern = "sk_[0-9a-f]{48}",
        MaxLength = 51,
        Confidence = 0.9,
        Positives = [
            "Rotate «sk_" + "4cd66174865321eb" + "bb26de2ad8fd943df6df778062f89b44» before Friday.",
        ],
        Negatives = [
            "sk_4cd is not one",
            "The elevenlabs-key page describes the format.",
        ],
    };
}
