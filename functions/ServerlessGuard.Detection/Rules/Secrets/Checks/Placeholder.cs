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
