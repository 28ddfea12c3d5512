namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tailscale key.</summary>
internal sealed class TailscaleKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-158",
        Kind = "tailscale-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("tskey-"),
        Pattern = "tskey-(?:[a-z]{2,12}-)?[A-Za-z0-9]{4,32}(?:-[A-Za-z0-9]{4,40})+",
        MaxLength = 100,
        Confidence = 0.95,
        Positives = [
            "Rotate «tsk" + "ey-auth-AGmF1ROtAwF" + "OCNTRL-juxoWVMOEL8sL2CrpL1rKaxZeVjdYXgt» before Friday.",
        ],
        Negatives = [
            "tskey-a is not one",
            "The tailscale-key page describes the format.",
        ],
    };
}
