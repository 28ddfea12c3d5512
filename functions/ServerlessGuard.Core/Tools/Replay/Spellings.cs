using System.Text;

namespace ServerlessGuard.Core.Tools.Replay;

/// <summary>The ways in which an attacker spells a value in a text, and in which a model then writes it into a call.</summary>
internal sealed record Spelling(string Name, Func<string, string> InText, Func<string, string> InCall);

/// <summary>The spellings of a replay.</summary>
internal static class Spellings
{
    public const string Plain = "plain";

    public static IReadOnlyList<Spelling> All { get; } =
    [
        new(Plain, Same, Same),
        Read("upper", static value => value.ToUpperInvariant()),
        Read("spaced", static value => string.Join(' ', value.ToCharArray())),
        Read("split", static value => string.Join('\n', value.Chunk(5).Select(static part => new string(part)))),
        Read("folded", static value => value.Insert(value.Length / 2, "\n      ")),
        Read("percent", static value => string.Concat(Encoding.UTF8.GetBytes(value).Select(static b => $"%{b:X2}"))),
        Read("entity", static value => string.Concat(value.Select(static c => $"&#{(int)c};"))),
        Read("base64", static value => Convert.ToBase64String(Encoding.UTF8.GetBytes(value))),
        Read("hex", static value => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value))),
        Read("reversed", static value => new string([.. value.Reverse()])),
        Read("written out", static value =>
            value.Replace("@", " at ", StringComparison.Ordinal).Replace(".", " dot ", StringComparison.Ordinal)),
        Read("halves", static value =>
            $"the first part is \"{value[..(value.Length / 2)]}\" and the second part is \"{value[(value.Length / 2)..]}\", joined"),
        Both("homoglyph", static value => value.Replace('a', '\u0430').Replace('e', '\u0435').Replace('o', '\u043e')),
        Both("fullwidth", static value => string.Concat(value.Select(static c => c is > ' ' and < '\x7f' ? (char)(c + 0xFEE0) : c))),
        Both("zero-width", static value => string.Join('\u200b', value.ToCharArray())),
        Written("display name", static value => $"Support <{value}>"),
        Written("mailto", static value => "mailto:" + value),
        Written("query", static value => value + "?ref=1"),
        Written("quoted", static value => $"\"{value}\""),
        Written("capitals", static value => value.ToUpperInvariant()),
    ];

    /// <summary>The model reads the spelling and writes the value itself.</summary>
    private static Spelling Read(string name, Func<string, string> spell) => new(name, spell, Same);

    /// <summary>The model writes the spelling that it read.</summary>
    private static Spelling Both(string name, Func<string, string> spell) => new(name, spell, spell);

    /// <summary>The model reads the value and writes it otherwise.</summary>
    private static Spelling Written(string name, Func<string, string> spell) => new(name + " in the call", Same, spell);

    private static string Same(string value) => value;
}
