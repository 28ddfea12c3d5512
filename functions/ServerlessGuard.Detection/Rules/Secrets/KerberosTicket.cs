namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Kerberos hash as cracking tools write it.</summary>
internal sealed class KerberosTicket : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-183",
        Kind = "kerberos-ticket",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("$krb5asrep$", "$krb5tgs$", "$krb5pa$"),
        Pattern = @"\$krb5(?:asrep|tgs|pa)\$[0-9]{1,2}\$[^\s""\x27]{32,}",
        MaxLength = 8192,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «$kr" + "b5asrep$23$6d7bd7ddbbabb23f5f701505d79ccd0c$19e2eb7def" + "1fa645a58a74fffa8cb68d090e3f0563cbd7d7ace07decc3de25afc16a42dc5974f3a3f9e517b7de33c1f275c20c345a957476486059fd» before Friday.",
        ],
        Negatives = [
            "$krb5asrep$23$6d7bd7 is not one",
            "The kerberos-ticket page describes the format.",
        ],
    };
}
