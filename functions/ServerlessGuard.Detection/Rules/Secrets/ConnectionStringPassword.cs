using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Password of an ODBC, ADO.NET or JDBC connection string.</summary>
internal sealed class ConnectionStringPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-194",
        Kind = "connection-string-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password=", "pwd="),
        Pattern = @"(?:password|pwd)\s?=\s?(?<v>[^;\s""\x27<>]{3,80})(?:;|[""\x27])",
        IgnoreCase = true,
        MaxLength = 100,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.NotReference,
        Confidence = 0.4,
        Context = ["server", "data source", "initial catalog", "user id", "uid", "host", "database", "addr", "jdbc", "network library"],
        ContextConfidence = 0.92,
        Positives = [
            "Server=db1;Port=5432;User Id=shop;Password=«hor" + "se»;Database=orders;",
        ],
        Negatives = [
            "password=blue;",
            "Server=db1;User Id=shop;Password=${DB_PASSWORD};",
        ],
    };
}
