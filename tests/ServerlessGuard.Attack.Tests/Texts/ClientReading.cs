using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>
/// Reads a text as the most lenient client would: escapes of JSON and JavaScript, character references and percent escapes decoded, as
/// often as they nest, invisible characters left out, full-width and mathematical letters taken for plain ones. It shares no code with
/// the guard.
/// </summary>
internal static partial class ClientReading
{
    private const int Deepest = 5;

    /// <summary>Whether some reading of the text gives the value away.</summary>
    public static bool Holds(string text, string value)
    {
        var wanted = Letters(value);
        for (var depth = 0; depth <= Deepest; depth++)
        {
            if (Letters(Plain(text)).Contains(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            var read = Decode(text);
            if (read == text)
            {
                return false;
            }

            text = read;
        }

        return false;
    }

    private static string Decode(string text) => Percent().Replace(
        Reference().Replace(
            Escape().Replace(text, static match => Character(match.Value[1..])),
            static match => Of(Number(match.Groups[2].Value, match.Groups[1].Success ? 16 : 10))),
        static match => Of(Number(match.Groups[1].Value, 16)));

    private static string Character(string escape) => escape[0] switch
    {
        'u' or 'U' or 'x' when escape.Length > 1 => Of(Number(escape[1..].Trim('{', '}'), 16)),
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'b' or 'f' or 'v' => " ",
        '\n' => "",
        >= '0' and <= '7' => Of(Number(escape, 8)),
        _ => escape,
    };

    private static int Number(string digits, int radix) => radix == 10
        ? int.Parse(digits, CultureInfo.InvariantCulture)
        : Convert.ToInt32(digits, radix);

    private static string Of(int code) => code <= char.MaxValue ? ((char)code).ToString() : char.ConvertFromUtf32(Math.Min(code, 0x10FFFF));

    private static string Letters(string text) => string.Concat(text.Where(static unit => !char.IsWhiteSpace(unit)));

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            var code = char.IsSurrogatePair(text, i) ? char.ConvertToUtf32(text, i) : text[i];
            switch (code)
            {
                case >= 0xFF01 and <= 0xFF5E:
                    plain.Append((char)(code - 0xFEE0));
                    break;
                case >= 0x1D7CE and <= 0x1D7FF:
                    plain.Append((char)('0' + ((code - 0x1D7CE) % 10)));
                    break;
                case > char.MaxValue:
                    plain.Append('?');
                    break;
                default:
                    if (CharUnicodeInfo.GetUnicodeCategory((char)code) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
                    {
                        plain.Append((char)code);
                    }

                    break;
            }
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"\\(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[0-3]?[0-7]{1,2}|[^0-9ux]|[ux])",
        RegexOptions.Singleline)]
    private static partial Regex Escape();

    [GeneratedRegex("&#(x)?([0-9a-fA-F]{1,6});?", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex("%([0-9a-fA-F]{2})")]
    private static partial Regex Percent();
}
