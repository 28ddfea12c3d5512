using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Passwords and long secrets in forms of their own: braces, sentences, SQL, variables, base 64.</summary>
internal static class PasswordForms
{
    /// <summary>A password in braces, as ODBC quotes one that holds a semicolon (MS-ODBCSTR).</summary>
    public static Rule BracedPassword { get; } = new()
    {
        Id = "SG-SEC-218",
        Kind = "connection-string-password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password={", "pwd={", "password = {", "pwd = {"),
        Pattern = @"(?:password|pwd)\s?=\s?\{(?<v>[^}\n{]{3,80})\}",
        IgnoreCase = true,
        MaxLength = 100,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.BarePassword,
        Confidence = 0.85,
        Positives = [
            "Server=db1;UID=shop;PWD={«Zw4;" + "plum19»};Encrypt=yes",
        ],
        Negatives = [
            "f\"host=db1 password={password}\"",
            "password={user.password}",
        ],
    };

    /// <summary>A password whose name ends in "pass": <c>smtpPass</c>, <c>db_pass</c>.</summary>
    public static Rule ShortNamePassword { get; } = new()
    {
        Id = "SG-SEC-219",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pass\"", "pass'", "pass:", "pass=", "pass =", "pass :", "pw\"", "pw'", "pw:", "pw=", "pw =", "psw="),
        Pattern = @"(?:pass|psw|pw)[""\x27]?\]?\s{0,3}(?:=>|:=|={1,3}|:)\s{0,4}(?:""(?<v>[^""\n\\]{4,90})""|\x27(?<v>[^\x27\n\\]{4,90})\x27)",
        IgnoreCase = true,
        MaxLength = 120,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        LabelCheck = SecretNames.HoldsSecret,
        Confidence = 0.8,
        Positives = [
            "\"mailPass\":\"«zw4" + "plum19»\"",
            "PASS = '«`41qz" + "WERt»'",
        ],
        Negatives = [
            "bypass: \"route-66 and 7\"",
            "\"pass\": \"password\"",
            "pass: 'all twelve checks'",
        ],
    };

    /// <summary>A password that a sentence names: "the password for X is Y", "use Y as the password".</summary>
    public static Rule ProsePassword { get; } = new()
    {
        Id = "SG-SEC-220",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password ", "passwort ", "passcode ", "passphrase ", "kennwort ", "contraseña ", "mot de passe ", "senha "),
        Pattern = @"(?:password|passwort|passcode|passphrase|kennwort|contraseña|mot de passe|senha)\s(?:for|of|to|on|from|für|zum|zur|del|de|pour|para|do|da)\s[^\n:=""]{1,60}?(?:\s(?:is|was|ist|lautet|est|es|é|is now|was set to|was changed to|has been set to|has been changed to|was reset to)|:|\s=)\s{1,3}[""\x27`“«]?(?<v>[^\s""\x27`“”«»,;<>()]{5,60}[^\s""\x27`“”«»,;<>().:!?])",
        IgnoreCase = true,
        MaxLength = 200,
        RightBoundary = false,
        Check = SecretShape.BarePassword,
        Confidence = 0.75,
        Positives = [
            "The password for the build server is «Zw4" + "plum19».",
            "Das Passwort für den Mailserver lautet «blau!" + "pferd7».",
        ],
        Negatives = [
            "The password for this account is case-sensitive.",
            "The password for the guest network is on the wall.",
        ],
    };

    /// <summary>A password that a sentence calls one afterwards: "log in with Y as the password".</summary>
    public static Rule ProsePasswordAfter { get; } = new()
    {
        Id = "SG-SEC-221",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains([" as the password", " as password", " as your password", " as my password", " as its password", " als passwort", " comme mot de passe", " como contraseña"], 64),
        Pattern = @"[""\x27`“]?(?<v>[^\s""\x27`“”,;<>()]{6,60})[""\x27`”]?\s(?:as (?:the |your |my |its )?password|als passwort|comme mot de passe|como contraseña)",
        IgnoreCase = true,
        MaxLength = 90,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.BarePassword,
        Confidence = 0.7,
        Positives = [
            "Log in as anna with «Zw4" + "plum19» as the password.",
        ],
        Negatives = [
            "Use something long as the password.",
            "Never use 12345678 as the password.",
        ],
    };

    /// <summary>A password in an SQL statement that makes or changes a user.</summary>
    public static Rule SqlPassword { get; } = new()
    {
        Id = "SG-SEC-222",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("identified "),
        Pattern = @"identified\s{1,3}(?:with\s{1,3}\S{1,30}\s{1,3})?by\s{1,3}(?:password\s{1,3})?[""\x27]?(?<v>[^\s""\x27;<>,()]{3,80})",
        IgnoreCase = true,
        MaxLength = 150,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        Confidence = 0.85,
        Positives = [
            "CREATE USER shop IDENTIFIED BY '«Zw4" + "plum19»';",
        ],
        Negatives = [
            "Rows are identified by their number",
            "CREATE USER shop IDENTIFIED BY '${PASS}';",
        ],
    };

    /// <summary>The default of a Terraform variable whose name says that it is secret.</summary>
    public static Rule VariableDefault { get; } = new()
    {
        Id = "SG-SEC-223",
        Kind = "secret-pair",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("variable \""),
        Pattern = @"variable ""[A-Za-z0-9_-]{3,60}""\s{0,4}\{[^{}""]{0,40}(?:[a-z]{4,11}\s{0,8}=\s{0,4}(?:""[^""\n]{0,60}""|[a-z]{2,8})\s{1,12}){0,2}default\s{0,10}=\s{0,4}""(?<v>[^""\n\\$]{4,80})""",
        MaxLength = 256,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        LabelCheck = SecretNames.PairHoldsSecret,
        Confidence = 0.8,
        Positives = [
            "variable \"mail_api_token\" {\n  type    = string\n  default = \"«n4Vb8" + "Xc2Qm71w»\"\n}",
        ],
        Negatives = [
            "variable \"mail_api_token\" {\n  type    = string\n  default = \"n4" + "Vb8Xe" + "xample\"\n}",
            "variable \"region\" {\n  default = \"westeurope2\"\n}",
            "variable \"mail_api_token\" {\n  default = \"\"\n}",
        ],
    };

    /// <summary>A generated value too long for the ordinary rules, after a name that says secret, token or key.</summary>
    public static Rule LongAssignedSecret { get; } = new()
    {
        Id = "SG-SEC-225",
        Kind = "api-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret", "token", "apikey", "api_key", "api-key", "access_key", "accesskey", "private_key", "privatekey", "credential"),
        Pattern = @"[A-Za-z_-]{5,14}[A-Za-z0-9_.-]{0,30}[""\x27]{0,2}\s{0,3}(?:=>|:=|=|:)\s{0,4}[""\x27`]?(?<v>[A-Za-z0-9+/=_.~-]{191,})",
        IgnoreCase = true,
        MaxLength = 4000,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = "\n,;<>(){}[]!?",
        Check = SecretShape.LongRandom,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.75,
        Positives = [
            "refresh_token = \"«v2Kq8Zr1" + "mW5tYb9XnL3cVg7HdJ4sPf6QaE0uRi2OkTzMwNyBxCvGhLjKpDsFqAeWrUtIoZmXnBvCxLkJhGfDsAqWeRtYuIoPzMxNcBvLaKsJdHfGqPwOeIrUtYmZnXbVcCaSdFgHjKlQwErTyUiOpZxCvBnMaSdFgH1k2L3j4H5g6F7d8S9aQwErTyUiOpAsDfGhJkLzXcVbNm»\"",
        ],
        Negatives = [
            "access_token_digest = \"v2Kq8Zr1" + "mW5tYb9XnL3cVg7HdJ4sPf6QaE0uRi2OkTzMwNyBxCvGhLjKpDsFqAeWrUtIoZmXnBvCxLkJhGfDsAqWeRtYuIoPzMxNcBvLaKsJdHfGqPwOeIrUtYmZnXbVcCaSdFgHjKlQwErTyUiOpZxCvBnMaSdFgH1k2L3j4H5g6F7d8S9aQwErTyUiOpAsDfGhJkLzXcVbNm\"",
            "refresh_token = \"v2" + "Kq8Zr1mW5tYb9XnL3cVg7HdJ4sPf6QaE0uRi2OkTzMwNyBxCvGhLjKpDsFqAeWrUtIoZmXnBvCxLkJhGfDsAqWeRtYuIoPzMxNcBv" + "LaKsJdHfGqPwOeIrUtYmZnXbVcCaSdFgHjKlQwErTyUiOpZxCvBnMaSdFgH1k2L3j4H5g6F7d8S9aQwErTyUiOpAsDfGhJkLexample\"",
            "the secret of a long life is patience",
            "token: short",
        ],
    };

    /// <summary>A password on the line below its name, as YAML folds one; or turned into a secure string by PowerShell.</summary>
    public static Rule FoldedPassword { get; } = new()
    {
        Id = "SG-SEC-226",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("password: >", "password: |", "passwd: >", "secret: >", "secret: |", "token: >", "token: |", "ConvertTo-SecureString "),
        Pattern = @"(?:(?:password|passwd|secret|token): [>|][-+]?\n {1,16}|ConvertTo-SecureString (?:-String )?[""\x27])(?<v>[^\s""\x27$<{]{4,90})",
        IgnoreCase = true,
        MaxLength = 150,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.PasswordInPair,
        Confidence = 0.8,
        Positives = [
            "  password: >-\n    «Zw4" + "plum19»\n",
            "ConvertTo-SecureString '«Gr5!" + "tynb2w»' -AsPlainText -Force",
        ],
        Negatives = [
            "  password: >-\n    changeme\n",
            "ConvertTo-SecureString $plain1 -AsPlainText",
        ],
    };

    /// <summary>A password alone on the line below its name and sign, as letters, forms and settings write it.</summary>
    public static Rule PasswordBelow { get; } = new()
    {
        Id = "SG-SEC-227",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(Names),
        Pattern = NameShape + @"[\\""\x27\]*`]{0,3}[ \t]{0,4}(?:=>|:=|=|:|(?:is|ist|lautet|est|es|below|follows)(?: (?:below|now|as follows|wie folgt))?[:.]?)[*`]{0,2}[ \t]{0,4}\\?\r?\n\s{0,24}(?:[-*>][ \t]{1,3})?[*`]{0,3}(?<v>[^\s""\x27`<>,;()\[\]{}][^\r\n""\x27`<>]{4,90})",
        IgnoreCase = true,
        MaxLength = 220,
        LeftBoundary = false,
        Check = SecretShape.PasswordBelow,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.7,
        Positives = [
            "ADMIN_PASSWORD=\n«Zw4" + "plum19»\n",
            "Your temporary password is:\r\n\r\n    «Gr5!" + "tynb2w»\r\n",
            "- Passwort:\n  - «blau!" + "pferd7»",
        ],
        Negatives = [
            "password:\n  min_length: 8\n",
            "DB_PASSWORD=\nDB_HOST=db1.contoso\n",
            "Password:\nat least 12 characters",
            "password_hint:\n  first!pet7",
        ],
    };

    /// <summary>A password alone on the line below a name without a sign, as a form or its printed copy shows it.</summary>
    public static Rule PasswordInForm { get; } = new()
    {
        Id = "SG-SEC-228",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(Names),
        Pattern = NameShape + @"[*`]{0,2}[ \t]{0,4}\r?\n\s{0,24}(?<v>[^\s""\x27`<>,;()\[\]{}][^\r\n""\x27`<>]{4,90})",
        IgnoreCase = true,
        MaxLength = 200,
        LeftBoundary = false,
        Check = SecretShape.MixedPasswordBelow,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.65,
        Positives = [
            "Username\nanna\nPassword\n«Zw4" + "pQm19x»\nSign in",
            "Kennwort\n«Blau!" + "Pferd7»",
        ],
        Negatives = [
            "Change password\nv2.1.0-beta\n",
            "Password\nConfirm password",
            "password_age\nZw4" + "pQm19x\n",
        ],
    };

    /// <summary>A password in the cell beside its name, in a table of Markdown or of tabs.</summary>
    public static Rule PasswordInTable { get; } = new()
    {
        Id = "SG-SEC-229",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(Names),
        Pattern = NameShape + @"[*`]{0,2}[ \t]{0,16}[|\t][ \t]{0,16}[*`]{0,2}(?<v>[^\s""\x27`<>|,;()\[\]{}]{6,60})",
        IgnoreCase = true,
        MaxLength = 180,
        LeftBoundary = false,
        Check = SecretShape.MixedPassword,
        LabelCheck = SecretNames.MayHoldSecret,
        Confidence = 0.65,
        Positives = [
            "| Password | `«Zw4" + "pQm19x»` |",
            "user\tanna\npassword\t«Gr5!" + "tynb2W»",
        ],
        Negatives = [
            "| password | base64Encoded |",
            "| password_hint | Zw4" + "pQm19x |",
            "| password | 8-64 characters |",
        ],
    };

    /// <summary>A password without quotes whose name ends in "pass", beside the user's name or the server's.</summary>
    public static Rule ShortNameBarePassword { get; } = new()
    {
        Id = "SG-SEC-230",
        Kind = "password",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pass:", "pass=", "pass =", "pass :", "pw:", "pw=", "pw =", "psw=", "psw:"),
        Pattern = @"(?:pass|psw|pw)[ \t]?(?::=|={1,2}|:)[ \t]{0,4}[`*]{0,2}(?<v>[^\s""\x27`,;<>()\[\]{}]{6,90}\(?)",
        IgnoreCase = true,
        MaxLength = 110,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.BarePassword,
        LabelCheck = SecretNames.HoldsSecret,
        Confidence = 0.4,
        Context = [
            "user", "username", "user name", "login", "account", "smtp", "ftp", "sftp", "imap", "credentials", "admin", "host", "server",
            "benutzer", "utilisateur", "usuario",
        ],
        ContextConfidence = 0.75,
        Positives = [
            "user: anna\npass: «Zw4" + "plum19»",
            "smtp login: anna, pw=«Gr5!" + "tynb2w»",
        ],
        Negatives = [
            "user tests\npass: all of them",
            "login anna, pass: without-number",
            "login bypass: route-66x",
            "season pass: SP-2031-88X",
        ],
    };

    private const string NameShape = @"(?:password|passwd|passphrase|pwd|passcode|kennwort|passwort|contraseña|senha|mot de passe|wachtwoord|пароль|密码|パスワード|비밀번호|parola|şifre|hasło)[A-Za-z0-9_.-]{0,24}";

    private static string[] Names =>
    [
        "password", "passwd", "passphrase", "pwd", "passcode", "kennwort", "passwort", "contraseña", "senha", "mot de passe", "wachtwoord",
        "пароль", "密码", "パスワード", "비밀번호", "parola", "şifre", "hasło",
    ];
}
