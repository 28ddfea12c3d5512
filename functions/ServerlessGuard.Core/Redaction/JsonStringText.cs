using System.Buffers;
using System.Text;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The text between the quotes of a JSON string, to UTF-16 and back. Lone surrogates stay, since exporters do write them.
/// </summary>
internal static class JsonStringText
{
    /// <summary>Gives the number of units; <paramref name="target"/> has at least as many as there are bytes.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<char> target)
    {
        var written = 0;
        while (raw.Length > 0)
        {
            var plain = raw.IndexOf((byte)'\\');
            plain = plain < 0 ? raw.Length : plain;
            LosslessUtf8.Decode(raw[..plain], target[written..], isLast: true, out _, out var units);
            written += units;
            raw = raw[plain..];
            if (raw.Length == 0)
            {
                break;
            }

            if (raw[1] == (byte)'u')
            {
                target[written++] = (char)Convert.ToUInt16(Encoding.ASCII.GetString(raw.Slice(2, 4)), 16);
                raw = raw[6..];
                continue;
            }

            target[written++] = (char)raw[1] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other };
            raw = raw[2..];
        }

        return written;
    }

    /// <summary>Escapes what must be, and nothing else.</summary>
    public static ReadOnlySpan<byte> Encode(ReadOnlySpan<char> text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 16);
        while (text.Length > 0)
        {
            var plain = 0;
            while (plain < text.Length && !NeedsEscape(text, plain))
            {
                plain += char.IsHighSurrogate(text[plain]) ? 2 : 1;
            }

            LosslessUtf8.Encode(text[..plain], output);
            if (plain < text.Length)
            {
                output.Write(Encoding.ASCII.GetBytes(Escape(text[plain])));
                plain++;
            }

            text = text[plain..];
        }

        return output.WrittenSpan;
    }

    /// <summary>Whether the text is its own spelling.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at += char.IsHighSurrogate(text[at]) ? 2 : 1)
        {
            if (NeedsEscape(text, at))
            {
                return false;
            }
        }

        return true;
    }

    private static bool NeedsEscape(ReadOnlySpan<char> all, int at) =>
        all[at] < ' '
        || all[at] is '"' or '\\'
        || char.IsLowSurrogate(all[at])
        || (char.IsHighSurrogate(all[at]) && !(at + 1 < all.Length && char.IsLowSurrogate(all[at + 1])));

    private static string Escape(char unit) => unit switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u{(int)unit:x4}",
    };
}

/// <summary>Finds the bytes of a JSON string's UTF-16 units, going forward; an offset behind the last one asked for starts anew.</summary>
internal ref struct JsonUnits(ReadOnlySpan<byte> raw)
{
    private readonly ReadOnlySpan<byte> _raw = raw;
    private int _unit;
    private int _at;

    /// <summary>The byte where the unit begins; for the second half of a character that one sequence encodes, where it ends.</summary>
    public int OffsetOf(int unit)
    {
        if (unit < _unit)
        {
            (_unit, _at) = (0, 0);
        }

        while (_unit < unit && _at < _raw.Length)
        {
            var (bytes, units) = _raw[_at] switch
            {
                (byte)'\\' => (_raw[_at + 1] == (byte)'u' ? 6 : 2, 1),
                < 0x80 => (1, 1),
                < 0xE0 => (2, 1),
                < 0xF0 => (3, 1),
                _ => (4, 2),
            };
            (_at, _unit) = (_at + bytes, _unit + units);
        }

        return _at;
    }
}
