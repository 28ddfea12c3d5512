namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>HashiCorp Vault service, batch and recovery token.</summary>
internal sealed class VaultToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-051",
        Kind = "vault-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("hvs.", "hvb.", "hvr."),
        Pattern = @"hv[sbr]\.[A-Za-z0-9_-]{24,}",
        MaxLength = 300,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «hvs" + ".XxToUAiXyrS09gzogCWTFCZyqt0Zg" + "POuhwbK516ik69JEGu3d95AdqIgnvVikYAbvv6vpqzU2FanBl4C8Nf4gVWaka» before Friday.",
        ],
        Negatives = [
            "hvs.XxToUAi is not one",
            "The vault-token page describes the format.",
        ],
    };
}
