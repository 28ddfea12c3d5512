using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Mandrill key of the newer form.</summary>
internal sealed class MandrillKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-097",
        Kind = "mandrill-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("md-"),
        Pattern = "md-[A-Za-z0-9_-]{22}",
        MaxLength = 25,
        Check = SecretShape.MixedRandom,
        Confidence = 0.8,
        Positives = [
            "Rotate «md-" + "37xU5Ly" + "4a6GPnANDL_zbhJ» before Friday.",
        ],
        Negatives = [
            "md-37x is not one",
            "The mandrill-key page describes the format.",
        ],
    };
}
