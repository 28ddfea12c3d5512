using System.Buffers;

namespace ServerlessGuard.Detection.Rules.Secrets.Checks;

/// <summary>Values that stand for a secret and are none: variables, expressions, examples, masks.</summary>
internal static class Placeholder
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Whole = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "secret", "token", "apikey", "api_key", "api-key", "username", "user", "null", "none", "nil", "true",
        "false", "undefined", "string", "str", "bytes", "bool", "boolean", "required", "optional", "default", "empty", "value", "text",
        "changeme", "change_me", "change-me", "not-set", "notset", "unset", "redacted", "hidden", "masked", "removed", "todo", "tbd",
        "abc", "foo", "bar", "foobar", "dummy", "sample", "placeholder", "basic", "bearer", "digest", "oauth", "oauth2", "object",
        "number", "integer", "input", "prompt", "this", "self", "const", "return", "function", "forgot", "reset", "new-password",
        "current-password", "off", "auto", "async", "await", "public", "private", "static", "void",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> Parts = SearchValues.Create(
        [
            "example", "placeholder", "your_", "your-", "yourkey", "yourapi", "yourtoken", "yourpass", "yoursecret", "<your", "my-api-key", "my_api_key",
            "xxxxx", "*****", "•••", "#####", "-here", "_here", "goes-here", "insert", "replace", "redacted", "dummy", "process.env", "os.environ", "getenv",
            "${", "{{", "$(", "%(", "#{", "<%",
        ],
        StringComparison.OrdinalIgnoreCase);

    public static bool Is(ReadOnlySpan<char> value) =>
        value.IsEmpty || value[0] is '$' or '<' or '{' or '%' or '(' or '[' || Whole.Contains(value) || value.ContainsAny(Parts) || IsOneRepeated(value);

    private static bool IsOneRepeated(ReadOnlySpan<char> value) => value.Length >= 4 && !value.ContainsAnyExcept(value[0], '-', '.');
}

/// <summary>Texts that a form, its validation or its translation puts beside the name "password".</summary>
internal static class FormWords
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Whole = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "required", "nullable", "sometimes", "confirmed", "invalid", "incorrect", "wrong", "missing", "enter", "repeat", "confirm", "show",
        "hide", "change", "update", "create", "save", "submit", "login", "signin", "sign-in", "account", "email", "mail", "name", "label",
        "field", "hash", "hashed", "encrypted", "plain", "plaintext", "bcrypt", "argon2", "scrypt", "pbkdf2", "local", "database", "vault",
        "kennwort", "passwort", "contraseña", "contrasena", "clave", "senha", "wachtwoord", "parola", "hasło", "heslo", "jelszó", "lösenord",
        "passord", "adgangskode", "salasana", "şifre", "пароль", "密码", "密碼", "パスワード", "비밀번호", "mot de passe", "passcode",
        "passphrase", "pin", "varchar", "char", "column", "type", "file", "never", "always", "disabled", "enabled", "admin", "root", "test",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Is(ReadOnlySpan<char> value) =>
        Whole.Contains(value) || value.Contains("required|", StringComparison.Ordinal) || value.Contains("|min:", StringComparison.Ordinal)
        || value.Contains("|max:", StringComparison.Ordinal);
}

/// <summary>Names of files and hosts: where a secret is, not the secret.</summary>
internal static class FileName
{
    private static readonly string[] Endings =
    [
        ".pem", ".key", ".crt", ".cer", ".pfx", ".p12", ".jks", ".json", ".yaml", ".yml", ".txt", ".env", ".xml", ".ini", ".conf", ".properties",
        ".html", ".js", ".ts", ".py", ".php", ".cs", ".go", ".md", ".svg", ".png", ".jpg", ".gz", ".zip", ".com", ".net", ".org", ".io", ".local", ".internal",
    ];

    public static bool EndsAsOne(ReadOnlySpan<char> value)
    {
        foreach (var ending in Endings)
        {
            if (value.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
