using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Password in a DSN of key=value pairs.</summary>
internal sealed class ConnectionStringSpaced : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-195",
        Kind = "connection-string-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password="),
        Pattern = @"password=(?<v>[^;\s""\x27<>,]{3,80})",
        IgnoreCase = true,
        MaxLength = 92,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.NotReference,
        Confidence = 0.4,
        Context = ["dbname", "sslmode"],
        ContextConfidence = 0.85,
        Positives = [
            "host=db1 port=5432 user=shop password=«Hor" + "se42battery» dbname=orders",
        ],
        Negatives = [
            "host=db1 password=$PGPASSWORD dbname=orders",
        ],
    };
}
