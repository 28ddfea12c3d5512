using System.Globalization;
using System.Net;
using System.Text;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// What a text says to somebody who decodes it: escapes (percent, entities, <c>\u0061</c>, <c>=41</c>), base64, hex and character codes.
/// A model decodes what it reads when it is told to. Bounded: <see cref="MostDecoded"/> characters, two layers.
/// </summary>
internal static class Decodings
{
    /// <summary>Characters of decoded texts that are kept, beside those of the text.</summary>
    public const int MostDecoded = 1 << 20;

    private const int Layers = 2;
    private const int ShortestBase64 = 4;
    private const int ShortestHex = 6;

    /// <summary>Base64 and hex are decoded up to here; a longer run is a file.</summary>
    private const int LongestRun = 64 * 1024;

    /// <summary>All that the text says beside itself.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        List<string>? found = null;
        var left = MostDecoded;
        Decode(text, Layers, ref found, ref left);
        return found ?? [];
    }

    private static void Decode(string text, int layers, ref List<string>? found, ref int left)
    {
        if (layers == 0)
        {
            return;
        }

        var first = found?.Count ?? 0;
        if (Unescape(text) is { } plain)
        {
            Add(plain, ref found, ref left);
        }

        Runs(text, ref found, ref left);
        Codes(text, ref found, ref left);
        for (var (i, last) = (first, found?.Count ?? 0); i < last; i++)
        {
            Decode(found![i], layers - 1, ref found, ref left);
        }
    }

    private static void Add(string text, ref List<string>? found, ref int left)
    {
        if (text.Length <= left)
        {
            left -= text.Length;
            (found ??= []).Add(text);
        }
    }

    /// <summary>The text with its escapes decoded; null where it has none.</summary>
    private static string? Unescape(string text)
    {
        if (!text.AsSpan().ContainsAny("%&\\="))
        {
            return null;
        }

        var bytes = new List<byte>();
        var plain = new StringBuilder(text.Length);
        var changed = false;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c is '%' or '=' && Hex(text, i + 1, 2) is { } octet)
            {
                bytes.Add((byte)octet);
                i += 3;
                continue;
            }

            changed |= Flush(bytes, plain);
            if (c == '\\' && i + 1 < text.Length)
            {
                var (value, length) = text[i + 1] switch
                {
                    'u' => (Hex(text, i + 2, 4), 6),
                    'x' => (Hex(text, i + 2, 2), 4),
                    'n' or 'r' or 't' => (' ', 2),
                    '/' or '"' or '\\' => (text[i + 1], 2),
                    _ => (null, 1),
                };
                if (value is { } unit)
                {
                    plain.Append((char)unit);
                    changed = true;
                    i += length;
                    continue;
                }
            }

            plain.Append(c);
            i++;
        }

        changed |= Flush(bytes, plain);
        var result = plain.ToString();
        if (result.Contains('&', StringComparison.Ordinal))
        {
            var entities = WebUtility.HtmlDecode(result);
            changed |= !string.Equals(entities, result, StringComparison.Ordinal);
            result = entities;
        }

        return changed ? result : null;
    }

    private static bool Flush(List<byte> bytes, StringBuilder plain)
    {
        if (bytes.Count == 0)
        {
            return false;
        }

        plain.Append(Encoding.UTF8.GetString([.. bytes]));
        bytes.Clear();
        return true;
    }

    private static int? Hex(string text, int at, int digits)
    {
        var value = 0;
        for (var i = at; i < at + digits; i++)
        {
            if (i >= text.Length || !char.IsAsciiHexDigit(text[i]))
            {
                return null;
            }

            value = (value << 4) | (char.IsAsciiDigit(text[i]) ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
        }

        return value;
    }

    /// <summary>Words that are base64 or hex of a printable text.</summary>
    private static void Runs(string text, ref List<string>? found, ref int left)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!IsRun(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && IsRun(text[i]))
            {
                i++;
            }

            var run = text.AsSpan(start, i - start).TrimEnd('=');
            if (run.Length is < ShortestBase64 or > LongestRun)
            {
                continue;
            }

            if (run.Length >= ShortestHex && HexText(run) is { } hex)
            {
                Add(hex, ref found, ref left);
            }

            // A word of small letters alone is a word.
            if (run[1..].ContainsAnyExceptInRange('a', 'z') && Base64Text(run) is { } decoded)
            {
                Add(decoded, ref found, ref left);
            }
        }
    }

    private static bool IsRun(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_' or '=';

    private static string? HexText(ReadOnlySpan<char> run)
    {
        run = run.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? run[2..] : run;
        if (run.Length % 2 != 0 || run.ContainsAnyExcept("0123456789abcdefABCDEF"))
        {
            return null;
        }

        return Printable(Convert.FromHexString(run));
    }

    private static string? Base64Text(ReadOnlySpan<char> run)
    {
        if (run.Length % 4 == 1)
        {
            return null;
        }

        var padded = run.ToString().Replace('-', '+').Replace('_', '/').PadRight((run.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? Printable(bytes.AsSpan(0, written)) : null;
    }

    private static string? Printable(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b < 0x20 && b is not (9 or 10 or 13) || b == 0x7f)
            {
                return null;
            }
        }

        if (bytes.Length < 2)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\ufffd', StringComparison.Ordinal) ? null : text;
    }

    /// <summary>Four or more character codes in a row, decimal or as pairs of hex digits: <c>101 118 105 108</c>, <c>65:76:69:6c</c>.</summary>
    private static void Codes(string text, ref List<string>? found, ref int left)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return;
        }

        var (decimals, pairs) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiHexDigit(text[i]))
            {
                // One separator between codes, and a comma with a space.
                if (!(text[i] is ' ' or ',' or ':' or '-' or ';' or '\\' or 'x') || (i > 0 && text[i - 1] is not (',' or '\\' or ' ')
                    && !char.IsAsciiHexDigit(text[i - 1])))
                {
                    Take(decimals, ref found, ref left);
                    Take(pairs, ref found, ref left);
                }

                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && char.IsAsciiHexDigit(text[i]))
            {
                i++;
            }

            var run = text.AsSpan(start, i - start);
            Code(decimals, run.Length <= 3 && int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0,
                ref found, ref left);
            Code(pairs, run.Length == 2 ? Hex(text, start, 2) ?? 0 : 0, ref found, ref left);
        }

        Take(decimals, ref found, ref left);
        Take(pairs, ref found, ref left);
    }

    private static void Code(StringBuilder text, int code, ref List<string>? found, ref int left)
    {
        if (code is >= 0x20 and < 0x7f)
        {
            text.Append((char)code);
        }
        else
        {
            Take(text, ref found, ref left);
        }
    }

    private static void Take(StringBuilder text, ref List<string>? found, ref int left)
    {
        if (text.Length >= 4)
        {
            Add(text.ToString(), ref found, ref left);
        }

        text.Clear();
    }
}
