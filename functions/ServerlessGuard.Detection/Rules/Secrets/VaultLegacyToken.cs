using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>HashiCorp Vault token of the older form.</summary>
internal sealed class VaultLegacyToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-052",
        Kind = "vault-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("s.", "b."),
        Pattern = @"[sb]\.[A-Za-z0-9]{24}",
        MaxLength = 26,
        Check = SecretShape.MixedRandom,
        Confidence = 0.45,
        Context = ["vault", "VAULT_TOKEN", "X-Vault-Token", "hashicorp"],
        Positives = [
            "VAULT_TOKEN=«s.a" + "7klzKuR" + "rMyweXTGeBe9ZxST» is in the notes",
        ],
        Negatives = [
            "VAULT_TOKEN=s.a7kl is not one",
            "The vault-token page describes the format.",
        ],
    };
}
