namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Voiceflow dialogue key.</summary>
internal sealed class VoiceflowKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-172",
        Kind = "voiceflow-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("VF."),
        Pattern = @"VF\.(?:DM\.)?[0-9a-f]{24}\.[A-Za-z0-9]{16}",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «VF." + "58f0b65784f99" + "d4c38866507.SDaKkRGYKSZNPiFA» before Friday.",
        ],
        Negatives = [
            "VF.58f is not one",
            "The voiceflow-key page describes the format.",
        ],
    };
}
