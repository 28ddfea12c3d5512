using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>User and password given to curl or wget.</summary>
internal sealed class CommandLineUserPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-197",
        Kind = "command-line-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("curl ", "-u ", "--user "),
        Pattern = @"(?:curl[^\n|;]{0,60}? )?(?:-u|--user)[ =][""\x27]?[^\s:""\x27$<{]{1,60}:(?<v>[^\s""\x27]{4,80})",
        MaxLength = 220,
        RightBoundary = false,
        Check = SecretShape.CommandPassword,
        Confidence = 0.85,
        Positives = [
            "curl -u anna:«Hor" + "se-4" + "2-battery» https://contoso.com/api",
        ],
        Negatives = [
            "docker run -u 1000:1000 image",
            "curl -u $USER:$PASS https://contoso.com",
        ],
    };
}
