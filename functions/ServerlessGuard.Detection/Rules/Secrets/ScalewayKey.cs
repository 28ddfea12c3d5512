using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Scaleway access key id.</summary>
internal sealed class ScalewayKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-034",
        Kind = "scaleway-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SCW"),
        Pattern = "SCW[A-Z0-9]{17}",
        MaxLength = 20,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.85,
        Positives = [
            "Rotate «SCW" + "2YOJZ" + "V8THRONON6TF» before Friday.",
        ],
        Negatives = [
            "SCW2YO is not one",
            "The scaleway-key page describes the format.",
        ],
    };
}
