using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A password in quotes after a name that says so.</summary>
internal sealed class QuotedPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-200",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password", "passwd", "passphrase", "pwd", "passcode", "kennwort", "passwort", "contraseña", "senha", "mot_de_passe", "wachtwoord"),
        Pattern = @"(?:password|passwd|passphrase|pwd|passcode|kennwort|passwort|contraseña|senha|mot_de_passe|wachtwoord)(?:[A-Za-z0-9_.-]{0,30})[\\""\x27\]]{0,3}\s{0,12}(?:=>|:=|==|=|:|,|\s)\s{0,12}[@bru]?(?:\\?""(?<v>[^""\s\\]{4,90})\\?""|\x27(?<v>[^\x27\s\\]{4,90}))",
        IgnoreCase = true,
        MaxLength = 200,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.Password,
        Confidence = 0.8,
        Positives = [
            "db_password: \"«sup" + "er$horse»\"",
            "passwd => '«blue!horse»'",
        ],
        Negatives = [
            "password = \"password\"",
            "password = \"${DB_PASSWORD}\"",
            "if (password == \"\") return;",
            "\"password\": \"string\"",
        ],
    };
}
