using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Password of a .netrc entry.</summary>
internal sealed class NetrcPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-196",
        Kind = "netrc-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("machine "),
        Pattern = @"machine\s{1,4}\S{1,80}\s{1,10}login\s{1,4}\S{1,80}\s{1,10}password\s{1,4}(?<v>\S{3,80})",
        MaxLength = 250,
        RightBoundary = false,
        Check = SecretShape.NotReference,
        Confidence = 0.95,
        Positives = [
            "machine git.contoso.com\n  login anna\n  password «horse42»",
        ],
        Negatives = [
            "machine git.contoso.com\n  login anna",
        ],
    };
}
