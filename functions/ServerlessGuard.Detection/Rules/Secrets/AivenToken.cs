namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Aiven token and service password.</summary>
internal sealed class AivenToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-141",
        Kind = "aiven-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("aivenv1", "AVNS_"),
        Pattern = "aivenv1[A-Za-z0-9+/=]{150,}|AVNS_[A-Za-z0-9_-]{19,24}",
        MaxLength = 600,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «AVN" + "S_UtHvq" + "sbeslDWOPlicPJ» before Friday.",
        ],
        Negatives = [
            "AVNS_U is not one",
            "The aiven-token page describes the format.",
        ],
    };
}
