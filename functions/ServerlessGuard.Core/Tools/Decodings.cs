using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// The readings of a text by somebody who decodes it: escapes (percent, entities, <c>\u0061</c>, <c>=41</c>), base64, hex and character
/// codes. A model decodes what it reads when it is told to. Bounded: <see cref="MostDecoded"/> characters, two layers.
/// </summary>
internal static class Decodings
{
    /// <summary>Characters of decoded texts that are kept, beside those of the text.</summary>
    public const int MostDecoded = 1 << 20;

    private static readonly SearchValues<char> Coded = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=_-");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

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

    /// <summary>Words that are base64 or hex of a printable text. A word of small letters, or with a capital in front, is a word.</summary>
    private static void Runs(string text, ref List<string>? found, ref int left)
    {
        var span = text.AsSpan();
        for (var i = 0; i < text.Length;)
        {
            var hit = span[i..].IndexOfAny(Coded);
            if (hit < 0)
            {
                return;
            }

            hit += i;
            var start = hit;
            while (start > i && IsRun(text[start - 1]))
            {
                start--;
            }

            i = hit + 1;
            while (i < text.Length && IsRun(text[i]))
            {
                i++;
            }

            var run = span[start..i].TrimEnd('=');
            if (run.Length is < ShortestBase64 or > LongestRun || !run[1..].ContainsAnyExceptInRange('a', 'z'))
            {
                continue;
            }

            if (run.Length >= ShortestHex && HexText(run) is { } hex)
            {
                Add(hex, ref found, ref left);
            }

            if (run.ContainsAnyExceptInRange('0', '9') && Base64Text(run) is { } decoded)
            {
                Add(decoded, ref found, ref left);
            }
        }
    }

    private static bool IsRun(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_' or '=';

    private static string? HexText(ReadOnlySpan<char> run)
    {
        run = run.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? run[2..] : run;
        if (run.Length % 2 != 0 || run.ContainsAnyExcept(HexDigits))
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

        var length = (run.Length + 3) / 4 * 4;
        var padded = length <= 512 ? stackalloc char[length] : new char[length];
        padded.Fill('=');
        run.Replace(padded, '-', '+');
        padded.Replace('_', '/');
        var bytes = length <= 512 ? stackalloc byte[384] : new byte[length / 4 * 3];
        return Convert.TryFromBase64Chars(padded, bytes, out var written) ? Printable(bytes[..written]) : null;
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

    /// <summary>
    /// Four or more character codes in a row, decimal or as pairs of hex digits: <c>101 118 105 108</c>, <c>65:76:69:6c</c>. Each begins
    /// with a digit, since the code of every letter does.
    /// </summary>
    private static void Codes(string text, ref List<string>? found, ref int left)
    {
        var span = text.AsSpan();
        for (var i = 0; i < text.Length;)
        {
            var hit = span[i..].IndexOfAnyInRange('0', '9');
            if (hit < 0)
            {
                return;
            }

            hit += i;
            var end = Math.Max(Row(text, hit, isHex: false, ref found, ref left), Row(text, hit, isHex: true, ref found, ref left));
            i = Math.Max(end, hit + 1);
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
            }
        }
    }

    /// <summary>Reads a row of codes from a digit on, and says where it ends.</summary>
    private static int Row(string text, int start, bool isHex, ref List<string>? found, ref int left)
    {
        Span<char> row = stackalloc char[256];
        var (length, i, end) = (0, start, start);
        while (i < text.Length && length < row.Length)
        {
            var from = i;
            while (i < text.Length && i < from + 4 && (isHex ? char.IsAsciiHexDigit(text[i]) : char.IsAsciiDigit(text[i])))
            {
                i++;
            }

            var code = isHex ? (i - from == 2 ? Hex(text, from, 2) ?? 0 : 0)
                : i - from is 2 or 3 ? int.Parse(text.AsSpan(from, i - from), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
            if (code is < 0x20 or >= 0x7f)
            {
                break;
            }

            (row[length++], end) = ((char)code, i);
            while (i < text.Length && i < end + 3 && text[i] is ' ' or ',' or ':' or '-' or ';' or '\\' or 'x')
            {
                i++;
            }

            if (i == end)
            {
                break;
            }
        }

        if (length < 4)
        {
            return start;
        }

        Add(row[..length].ToString(), ref found, ref left);
        return end;
    }
}
