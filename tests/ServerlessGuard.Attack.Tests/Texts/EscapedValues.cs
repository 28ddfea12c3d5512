using System.Globalization;
using System.Text;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>
/// Values whose characters are spelled as escapes, in texts that some parser of JSON reads: strict or lenient, once or several times.
/// </summary>
internal static class EscapedValues
{
    // Put together here, so that no scanner takes this file for a leak.
    public static readonly string[] Values =
    [
        "gh" + "p_" + "16C7e42F292c6912E7710c838347Ae178B4a",
        "DE89" + "370400440532013000",
        "jane.roe@northwind.example",
        "AK" + "IA" + "Q3EGZ7XWJ5TBN2LM",
    ];

    private static readonly (string Name, Func<char, string> Spell)[] Spellings =
    [
        ("u", static unit => Hex("\\u", unit, 4)),
        ("U in capitals", static unit => Hex("\\u", unit, 4).ToUpperInvariant().Replace('U', 'u')),
        ("u twice", static unit => Hex("\\\\u", unit, 4)),
        ("u four times", static unit => Hex("\\\\\\\\u", unit, 4)),
        ("an escaped backslash", static unit => Hex("\\u005cu", unit, 4)),
        ("an escaped backslash, twice", static unit => Hex("\\u005cu005cu", unit, 4)),
        ("an escaped u", static unit => "\\u005c\\u0075" + Hex("", unit, 4)),
        ("x", static unit => Hex("\\x", unit, 2)),
        ("braces", static unit => Hex("\\u{", unit, 1) + "}"),
        ("eight digits", static unit => Hex("\\U", unit, 8)),
        ("octal", static unit => "\\" + Convert.ToString(unit, 8).PadLeft(3, '0')),
        ("a reference in an escape", static unit => Decimal("\\u0026#", unit) + ";"),
        ("an escape in a reference", static unit => "&#92;u" + Hex("", unit, 4)),
        ("percent in an escape", static unit => Hex("\\u0025", unit, 2)),
        ("full width", static unit => char.IsAsciiLetterOrDigit(unit) ? Hex("\\u", (char)(unit + 0xFEE0), 4) : unit.ToString()),
        (
            "a mathematical digit",
            static unit => char.IsAsciiDigit(unit) ? "\\ud835" + Hex("\\u", (char)(0xDFCE + unit - '0'), 4) : unit.ToString()),
        .. new[]
            {
                "\\u200b", "\\u00ad", "\\u2060", "\\ufeff", "\\u200d", "\\u034f", "\\u061c", "\\u180e", "\\\\u200b", "\\u005cu200b",
                "\\u{200b}",
                "&#8203;",
            }
            .Select(static invisible => (invisible, (Func<char, string>)(unit => unit + invisible))),
        ("a continued line", static unit => unit + "\\\n"),
        (
            "an idle backslash",
            static unit => char.IsAsciiLetter(unit) && !"bnrtfvuxBNRTFVUXaeAE".Contains(unit, StringComparison.Ordinal)
                ? "\\" + unit
                : unit.ToString()),
    ];

    private static readonly (string Name, Func<int, int, bool> Has)[] Positions =
    [
        ("everywhere", static (_, _) => true),
        ("at every third", static (at, _) => at % 3 == 1),
        ("in the middle", static (at, length) => at == length / 2),
        ("at the first", static (at, _) => at == 0),
        ("at the last", static (at, length) => at == length - 1),
    ];

    private static readonly (string Name, Func<string, string> Wrap)[] Dialects =
    [
        ("prose", static value => $"It is {value} here"),
        ("an object", static value => $$"""{"note":"{{value}}"}"""),
        ("a name", static value => $$"""{"{{value}}":"note"}"""),
        ("a repeated name", static value => $$"""{"note":"{{value}}","note":"x"}"""),
        ("a repeated name, last", static value => $$"""{"note":"x","note":"{{value}}"}"""),
        ("deep", static value => new string('[', 90) + $"\"{value}\"" + new string(']', 90)),
        ("NaN", static value => $$"""{"n":NaN,"note":"{{value}}"}"""),
        ("a trailing comma", static value => $$"""{"note":"{{value}}",}"""),
        ("a comment", static value => $$"""{/* a */"note":"{{value}}"// b{{"\n"}}}"""),
        ("lines", static value => $$"""{"a":1}{{"\n"}}{"note":"{{value}}"}{{"\n"}}"""),
        ("a byte order mark", static value => $"\uFEFF{{\"note\":\"{value}\"}}"),
        ("a raw control character", static value => $"{{\"note\":\"a\tb\u0001{value}\"}}"),
        ("a text before", static value => $"Here you are: {{\"note\":\"{value}\"}}"),
        ("a text behind", static value => $$"""{"note":"{{value}}"} is it"""),
        ("a fence", static value => $"```json\n{{\"note\":\"{value}\"}}\n```"),
        ("single quotes", static value => $"{{note:'{value}'}}"),
        ("cut off", static value => $"{{\"note\":\"{value}"),
        ("a string", static value => $"\"{value}\""),
        ("a string in a string", static value => Quote($$"""{"note":"{{value}}"}""", 1)),
        ("a string in a string in a string", static value => Quote($$"""{"note":"{{value}}"}""", 2)),
        ("a prefix against hijacking", static value => $")]}}',\n{{\"note\":\"{value}\"}}"),
        ("a callback", static value => $"callback({{\"note\":\"{value}\"}});"),
    ];

    /// <summary>How many texts there are.</summary>
    public static int Count => Values.Length * Spellings.Length * Positions.Length * Dialects.Length;

    /// <summary>Some of the texts, evenly spread; every spelling meets every dialect in <see cref="Count"/> of them.</summary>
    public static IEnumerable<(string Name, string Text, string Value)> Some(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return At(count >= Count ? i % Count : random.Next(Count));
        }
    }

    private static (string Name, string Text, string Value) At(int index)
    {
        var value = Values[index % Values.Length];
        index /= Values.Length;
        var (spelling, spell) = Spellings[index % Spellings.Length];
        index /= Spellings.Length;
        var (dialect, wrap) = Dialects[index % Dialects.Length];
        var (position, has) = Positions[index / Dialects.Length];
        var spelled = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            spelled.Append(has(at, value.Length) ? spell(value[at]) : value[at].ToString());
        }

        return ($"{spelling} {position} in {dialect}: {value[..4]}", wrap(spelled.ToString()), value);
    }

    private static string Quote(string text, int times)
    {
        for (; times > 0; times--)
        {
            var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            text = "{\"inner\":\"" + escaped + "\"}";
        }

        return text;
    }

    private static string Hex(string before, char unit, int digits) =>
        before + ((int)unit).ToString("x" + digits, CultureInfo.InvariantCulture);

    private static string Decimal(string before, char unit) => before + ((int)unit).ToString(CultureInfo.InvariantCulture);
}
