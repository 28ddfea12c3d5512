namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Doppler token.</summary>
internal sealed class DopplerToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-053",
        Kind = "doppler-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."),
        Pattern = @"dp\.(?:pt|ct|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «dp." + "pt.HnUUjECbLwoL" + "akWi0TFjDo46SBw2DVAawtNdQDkbc7t» before Friday.",
        ],
        Negatives = [
            "dp.pt. is not one",
            "The doppler-token page describes the format.",
        ],
    };
}
