using System.Globalization;
using System.Text;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>
/// Documents near JSON, from a seed: escapes and surrogates, numbers, white space, repeated names, depth, byte order marks and bytes that
/// are no UTF-8. Half of them are JSON.
/// </summary>
internal sealed class JsonTexts(int seed)
{
    private const int MostParts = 5;

    private static readonly string[] Units =
    [
        "a", "Z", "7", " ", "\\n", "\\\"", "\\\\", "\\/", "\\b", "\\u0041", "\\u00e9", "\\ud83d\\ude00",
        "\\uD83D\\uDE00", "\u00e9", "\U0001F600", "\u2028", "\ufeff",
        "\\u0000", "\u007f", "\\u005c", "\\u200b", "__proto__", "constructor",
    ];

    private static readonly string[] OddUnits =
    [
        "\\ud800", "\\udc00", "\\ude00\\ud83d", "\\x41", "\\'", "\\u12", "\\U0041", "\u0001", "\n", "\t", "\0", "\\", "\\0", "\\u{41}", "'",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "4111111111111111", "1.5", "1e5", "4.111111111111111e15", "1E+2", "12e-3", "0.1", "123456789012345678901", "-7",
        "1e400",
    ];

    private static readonly string[] OddNumbers =
        ["01", "+1", ".5", "1.", "NaN", "Infinity", "0x10", "1_000", "--1", "1e", "undefined", "True", "nul"];

    private static readonly string[] Spaces = ["", "", "", " ", "\n", "\r\n", "\t"];
    private static readonly string[] OddSpaces = ["\u00a0", "\ufeff", "\v", "\f", "/* c */", "// c\n", "\u2003", "\0", "#"];

    private readonly Random _random = new(seed);
    private bool _isOdd;

    /// <summary>An object.</summary>
    /// <param name="field">Added to it where the generator makes one, as <c>"name":value</c>; null adds none.</param>
    public byte[] Next(string? field = null)
    {
        _isOdd = _random.Next(2) == 0;
        var text = new StringBuilder();
        Add(text, Odd(3) ? "\ufeff" : "");
        Add(text, Space());
        Object(text, 0, field);
        Add(text, Space());
        Add(text, Odd(4) ? Pick("{}", ",", "]", "null", "x", "\0") : "");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (Odd(4) && bytes.Length > 2)
        {
            // No UTF-8, an overlong form, half a character, a surrogate in three bytes.
            byte[][] broken = [[0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC1, 0xA1]];
            var at = _random.Next(1, bytes.Length);
            bytes = [.. bytes[..at], .. broken[_random.Next(broken.Length)], .. bytes[at..]];
        }

        return bytes;
    }

    private void Value(StringBuilder text, int depth)
    {
        switch (_random.Next(depth > 3 ? 4 : 6))
        {
            case 0 or 1:
                String(text);
                break;
            case 2:
                Add(text, Odd(4) ? Pick(OddNumbers) : Pick(Numbers));
                break;
            case 3:
                Add(text, Pick("true", "false", "null", "\"\""));
                break;
            case 4:
                Object(text, depth + 1, null);
                break;
            default:
                Array(text, depth + 1);
                break;
        }
    }

    private void Array(StringBuilder text, int depth)
    {
        // Near the depth to which the guard reads, from both sides.
        var deep = depth == 1 && _random.Next(12) == 0 ? _random.Next(50, 80) : 1;
        text.Append('[', deep);
        for (var i = _random.Next(MostParts); i > 0; i--)
        {
            Add(text, Space());
            Value(text, depth);
            Add(text, i > 1 ? "," : Odd(8) ? "," : "");
        }

        text.Append(']', deep);
    }

    private void Object(StringBuilder text, int depth, string? field)
    {
        var names = new List<string>();
        var parts = _random.Next(field is null ? 0 : 1, MostParts);
        var own = field is null ? -1 : _random.Next(parts);
        text.Append('{');
        for (var i = 0; i < parts; i++)
        {
            Add(text, Space());
            if (i == own)
            {
                text.Append(field);
            }
            else
            {
                var name = names.Count > 0 && Odd(6) ? Respelled(names[_random.Next(names.Count)]) : Name();
                names.Add(name);
                Add(text, name);
                Add(text, Space() + ":" + Space());
                Value(text, depth);
            }

            Add(text, i < parts - 1 ? "," : Odd(8) ? "," : "");
        }

        Add(text, Space());
        text.Append('}');
    }

    private string Name()
    {
        var name = new StringBuilder();
        String(name);
        return name.ToString().Insert(1, string.Create(CultureInfo.InvariantCulture, $"n{_random.Next(1000)}"));
    }

    /// <summary>The same name, with its first letter as an escape.</summary>
    private string Respelled(string name) => _random.Next(2) == 0 ? name : name.Replace("\"n", "\"\\u006e", StringComparison.Ordinal);

    private void String(StringBuilder text)
    {
        var quote = Odd(12) ? '\'' : '"';
        text.Append(quote);
        for (var i = _random.Next(6); i > 0; i--)
        {
            Add(text, Odd(10) ? Pick(OddUnits) : Pick(Units));
        }

        text.Append(quote);
    }

    private string Space() => Odd(15) ? Pick(OddSpaces) : Pick(Spaces);

    private bool Odd(int of) => _isOdd && _random.Next(of) == 0;

    private string Pick(params string[] from) => from[_random.Next(from.Length)];

    private static void Add(StringBuilder text, string part) => text.Append(part);
}
