namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Render API key.</summary>
internal sealed class RenderKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-030",
        Kind = "render-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rnd_"),
        Pattern = "rnd_[A-Za-z0-9]{28,40}",
        MaxLength = 44,
        Confidence = 0.9,
        Positives = [
            "Rotate «rnd" + "_Ne3mYkJ6Wq" + "JzuvEGWdvKcwEVstSMmfAF» before Friday.",
        ],
        Negatives = [
            "rnd_Ne is not one",
            "The render-key page describes the format.",
        ],
    };
}
