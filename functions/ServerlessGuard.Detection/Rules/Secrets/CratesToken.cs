using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>crates.io API token.</summary>
internal sealed class CratesToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-064",
        Kind = "crates-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("cio"),
        Pattern = "cio[A-Za-z0-9]{32}",
        MaxLength = 35,
        Check = SecretShape.MixedRandom,
        Confidence = 0.8,
        Positives = [
            "Rotate «cio" + "HsWHBgtvyB" + "944gQSMFQtuFqY85weL2ZJ» before Friday.",
        ],
        Negatives = [
            "cioHsW is not one",
            "The crates-token page describes the format.",
        ],
    };
}
