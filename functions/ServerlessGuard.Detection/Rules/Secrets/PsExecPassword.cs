using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Password given to PsExec, net use or sshpass.</summary>
internal sealed class PsExecPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-198",
        Kind = "command-line-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("psexec", "sshpass", "net use"),
        Pattern = @"(?:psexec(?:64)?(?:\.exe)?[^\n]{1,100}? -p [""\x27]?|sshpass -p ?[""\x27]?|net use [^\n]{3,80}? /user:\S{1,40} [""\x27]?)(?<v>[^\s""\x27%$]{4,60})",
        IgnoreCase = true,
        MaxLength = 230,
        RightBoundary = false,
        Check = SecretShape.NotReference,
        Confidence = 0.85,
        Positives = [
            "psexec \\\\\\\\srv1 -u contoso\\\\anna -p «Hor" + "se42!» cmd",
        ],
        Negatives = [
            "psexec.exe \\\\\\\\srv1 -u anna -p %PASSWORD% cmd",
        ],
    };
}
