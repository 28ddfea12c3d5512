namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>NVIDIA API key.</summary>
internal sealed class NvidiaKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-079",
        Kind = "nvidia-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("nvapi-"),
        Pattern = "nvapi-[A-Za-z0-9_-]{60,70}",
        MaxLength = 76,
        Confidence = 0.95,
        Positives = [
            "Rotate «nva" + "pi-P2pr1JHsENgKgBP6mf2" + "NXZnc_j-NH61LDYM-MeukwH4vFBHcmqY83yTnCzBHqQMk» before Friday.",
        ],
        Negatives = [
            "nvapi-P2 is not one",
            "The nvidia-key page describes the format.",
        ],
    };
}
