using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Passwords in files, settings and command lines.</summary>
internal static class Passwords
{
    /// <summary>Password of an ODBC, ADO.NET or JDBC connection string.</summary>
    public static Rule ConnectionStringPassword { get; } = new()
    {
        Id = "SG-SEC-194",
        Kind = "connection-string-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password=", "pwd="),
        Pattern = @"(?:password|pwd)\s?=\s?(?<v>[^;\s""\x27<>\\]{3,80})(?:;|[""\x27])",
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

    /// <summary>Password in a DSN of key=value pairs.</summary>
    public static Rule ConnectionStringSpaced { get; } = new()
    {
        Id = "SG-SEC-195",
        Kind = "connection-string-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password="),
        Pattern = @"password=(?<v>[^;\s""\x27<>,\\]{3,80})",
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

    /// <summary>Password of a .netrc entry.</summary>
    public static Rule NetrcPassword { get; } = new()
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
            "machine git" + ".con" + "toso.com login anna password $NETRC_PASS",
            "machine git.contoso.com\n  login anna",
        ],
    };

    /// <summary>User and password given to curl or wget.</summary>
    public static Rule CommandLineUserPassword { get; } = new()
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

    /// <summary>Password given to PsExec, net use or sshpass.</summary>
    public static Rule PsExecPassword { get; } = new()
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
            "psexec \\\\\\\\srv1 -u contoso\\\\anna -p xxxxxxxx cmd",
            "psexec.exe \\\\\\\\srv1 -u anna -p %PASSWORD% cmd",
        ],
    };

    /// <summary>A password in quotes after a name that says so.</summary>
    public static Rule QuotedPassword { get; } = new()
    {
        Id = "SG-SEC-200",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password", "passwd", "passphrase", "pwd", "passcode", "kennwort", "passwort", "contraseña", "senha", "mot_de_passe", "wachtwoord"),
        Pattern = @"(?:password|passwd|passphrase|pwd|passcode|kennwort|passwort|contraseña|senha|mot_de_passe|wachtwoord)(?:[A-Za-z0-9_.-]{0,30})[\\""\x27\]]{0,3}\s{0,12}(?:=>|:=|[=!]==?|=|:|\.equals\(|\s)\s{0,12}[@bru]?(?:\\?""(?<v>[^""\n\\]{4,90}(?:\\[^""nrtu][^""\n\\]{0,40}){0,3})\\?""|\x27(?<v>[^\x27\n\\]{4,90}(?:\\[^\x27nrtu][^\x27\n\\]{0,40}){0,3})\x27)",
        IgnoreCase = true,
        MaxLength = 250,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.QuotedPassword,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.8,
        Positives = [
            "db_password: \"«sup" + "er$horse»\"",
            "passwd => '«blue!horse»'",
            "if (userPassword === \"«Zw4 plum 19»\") { open(); }",
        ],
        Negatives = [
            "password = \"password\"",
            "password = \"${DB_PASSWORD}\"",
            "if (password == \"\") return;",
            "\"password\": \"string\"",
            "'password' => 'required|string|min:8'",
            "\"passwordHint\": \"my first pet 42\"",
            "password: \"must hold at least 8 letters\"",
        ],
    };

    /// <summary>A password in an environment file, in capitals.</summary>
    public static Rule EnvironmentPassword { get; } = new()
    {
        Id = "SG-SEC-201",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("PASSWORD=", "PASSWD=", "_PWD=", "_PASS=", "PASSPHRASE=", "PASSWORD: ", "_PASS: "),
        Pattern = @"(?:PASSWORD|PASSWD|_PWD|_PASS|PASSPHRASE)(?:=|: )[""\x27]?(?<v>[^\s""\x27$<{(#;&,\\]{4,90})",
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

    /// <summary>A password without quotes after a name that says so.</summary>
    public static Rule BarePassword { get; } = new()
    {
        Id = "SG-SEC-202",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "password", "passwd", "passphrase", "pwd", "passcode", "kennwort", "passwort", "contraseña",
            "senha", "mot de passe", "wachtwoord", "пароль", "密码", "パスワード", "비밀번호", "parola",
            "şifre", "hasło"),
        Pattern = @"(?:password|passwd|passphrase|pwd|passcode|kennwort|passwort|contraseña|senha|mot de passe|wachtwoord|пароль|密码|パスワード|비밀번호|parola|şifre|hasło)(?:[A-Za-z0-9_.-]{0,24})[\\""\x27\]*`]{0,3}[ \t]{0,4}(?:=>|:=|=|:|\bis\b|\bist\b|\blautet\b|\best\b|\bes\b|\bè\b|\bé\b|\bjest\b|\bär\b|\ber\b|は|是|为)[ \t]{0,8}[`*]{0,3}(?<v>[^\s""\x27`,;<>()\[\]{}]{6,90}\(?)",
        IgnoreCase = true,
        MaxLength = 190,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.BarePassword,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.7,
        Positives = [
            "the password is «Hor" + "se42battery»",
            "Passwort: «blau!pferd7»",
            "- **Password**: `«Zw4" + "plum19»`",
            "La password è «Gr5!" + "tynb2w»",
        ],
        Negatives = [
            "password_hint: my!first7pet",
            "password = getPassword()",
            "password: string",
            "const password = request.password;",
            "the password is required",
            "the password is wrong!",
            "a password is below:",
            "PASSWORD=\nHOST=db1.contoso",
        ],
    };

    /// <summary>A password that leads every list of stolen ones, with digits appended.</summary>
    public static Rule WeakPassword { get; } = new()
    {
        Id = "SG-SEC-207",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password", "letmein", "p@ssw0rd", "passw0rd", "qwerty", "iloveyou", "welcome", "trustno", "admin", "monkey"),
        Pattern = "(?:p[a@]ssw[o0]rd[0-9][0-9!@#$]{0,5}|(?:letmein|qwerty|iloveyou|trustno|welcome|admin|monkey)[0-9]{2,6}[!@#$]{0,3}|passw0rd|p@ssw0rd)",
        IgnoreCase = true,
        MaxLength = 20,
        Confidence = 0.55,
        Positives = [
            "log in with «let" + "mein42» please",
            "the default is «qwerty456»",
        ],
        Negatives = [
            "the admin team",
            "monkey business",
        ],
    };
}
