using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>GoCardless token.</summary>
internal sealed class GoCardlessToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-113",
        Kind = "gocardless-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("live_", "sandbox_"),
        Pattern = "(?:live|sandbox)_[A-Za-z0-9_=-]{40}",
        MaxLength = 48,
        RightBoundary = false,
        Check = SecretShape.MixedRandom,
        Confidence = 0.5,
        Context = ["gocardless"],
        Positives = [
            "gocardless «liv" + "e_Qvfs2a37MGGi" + "OVsMam4gAm8PatjVaEl1hsrKa8qt» is in the notes",
        ],
        Negatives = [
            "gocardless live_Q is not one",
            "The gocardless-token page describes the format.",
        ],
    };
}
