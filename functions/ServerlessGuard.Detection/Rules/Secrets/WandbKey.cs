namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Weights &amp; Biases key with a version prefix.</summary>
internal sealed class WandbKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-084",
        Kind = "wandb-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("wandb_v1_"),
        Pattern = "wandb_v1_[A-Za-z0-9_]{60,90}",
        MaxLength = 100,
        Confidence = 0.95,
        Positives = [
            "Rotate «wan" + "db_v1_BkSXurXnKEiydJ3BPix2j" + "dsDWa884sKREjMPgLArOA01W9bfXhndaUClz83tY6Ip0cxlYt8tkHR3t» before Friday.",
        ],
        Negatives = [
            "wandb_v1_B is not one",
            "The wandb-key page describes the format.",
        ],
    };
}
