namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>1Password account secret key.</summary>
internal sealed class OnePasswordSecretKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-056",
        Kind = "1password-secret-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("A3-"),
        Pattern = "A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «A3-" + "HGTK8I-VVZM0" + "T-SDZJ0-93DML-65CT2-VARHK» before Friday.",
        ],
        Negatives = [
            "A3-HGT is not one",
            "The 1password-secret-key page describes the format.",
        ],
    };
}
