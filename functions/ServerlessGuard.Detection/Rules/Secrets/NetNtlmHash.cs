namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>NTLM hash pair as a dump writes it.</summary>
internal sealed class NetNtlmHash : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-184",
        Kind = "ntlm-hash",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("aad3b435b51404eeaad3b435b51404ee"),
        Pattern = "aad3b435b51404eeaad3b435b51404ee:(?<v>[0-9a-f]{32})",
        IgnoreCase = true,
        MaxLength = 65,
        Confidence = 0.97,
        Positives = [
            "Rotate Administrator:500:aad3b435b51404eeaad3b435b51404ee:«091" + "30e6ff844" + "397530e629f67e57ba6b»::: before Friday.",
        ],
        Negatives = [
            "Administrator:500:aad3b435b51404eeaad3b435b51404ee:09130e is not one",
            "The ntlm-hash page describes the format.",
        ],
    };
}
