using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Resend key.</summary>
internal sealed class ResendKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-099",
        Kind = "resend-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("re_"),
        Pattern = "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}",
        MaxLength = 36,
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "Rotate «re_" + "IQk4zTip_wf" + "2Q9Uh0YYKtDAciOcliC9nd» before Friday.",
        ],
        Negatives = [
            "re_IQk is not one",
            "The resend-key page describes the format.",
        ],
    };
}
