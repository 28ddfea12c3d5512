namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Prefect key.</summary>
internal sealed class PrefectKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-140",
        Kind = "prefect-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pnu_", "pnb_"),
        Pattern = "pn[ub]_[A-Za-z0-9]{36}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «pnb" + "_tvzOhdZpNRl" + "9b1mXFLu7jJf5orWWw7Ls8phg» before Friday.",
        ],
        Negatives = [
            "pnb_tv is not one",
            "The prefect-key page describes the format.",
        ],
    };
}
