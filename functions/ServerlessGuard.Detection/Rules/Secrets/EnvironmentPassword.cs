using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A password in an environment file, in capitals.</summary>
internal sealed class EnvironmentPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-201",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("PASSWORD=", "PASSWD=", "_PWD=", "_PASS=", "PASSPHRASE=", "PASSWORD: ", "_PASS: "),
        Pattern = @"(?:PASSWORD|PASSWD|_PWD|_PASS|PASSPHRASE)(?:=|: )[""\x27]?(?<v>[^\s""\x27$<{(#;&,]{4,90})",
        MaxLength = 120,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.Password,
        Confidence = 0.75,
        Positives = [
            "SMTP_PASSWORD=«bluehorse»",
        ],
        Negatives = [
            "SMTP_PASSWORD=$PASS",
            "SMTP_PASSWORD=",
            "DB_PASSWORD=changeme",
        ],
    };
}
