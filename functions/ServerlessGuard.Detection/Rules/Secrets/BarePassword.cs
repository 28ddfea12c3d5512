using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>A password without quotes after a name that says so.</summary>
internal sealed class BarePassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-202",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "password", "passwd", "passphrase", "pwd", "passcode", "kennwort", "passwort", "contraseña",
            "senha", "mot de passe", "wachtwoord", "пароль", "密码", "パスワード", "비밀번호", "parola",
            "şifre", "hasło"),
        Pattern = @"(?:password|passwd|passphrase|pwd|passcode|kennwort|passwort|contraseña|senha|mot de passe|wachtwoord|пароль|密码|パスワード|비밀번호|parola|şifre|hasło)(?:[A-Za-z0-9_.-]{0,24})[\\""\x27\]]{0,2}\s{0,4}(?:=>|:=|=|:|\bis\b|\bist\b|\best\b|\bes\b|は|是|为)\s{0,8}(?<v>[^\s""\x27`,;<>()\[\]{}]{6,90}\(?)",
        IgnoreCase = true,
        MaxLength = 190,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.BarePassword,
        Confidence = 0.7,
        Positives = [
            "the password is «Hor" + "se42battery»",
            "Passwort: «blau!pferd7»",
        ],
        Negatives = [
            "password = getPassword()",
            "password: string",
            "const password = request.password;",
            "the password is required",
        ],
    };
}
