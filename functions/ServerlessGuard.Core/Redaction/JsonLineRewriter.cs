using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Rewrites the strings, names and long numbers of one line of JSON and keeps every other byte. A number that changes
/// becomes a string.
/// </summary>
internal sealed class JsonLineRewriter(TextFilter filter)
{
    // No rule finds a value in a shorter name or number.
    private const int ShortestScanned = 7;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    private readonly StringBuilder _changed = new();
    private char[] _text = new char[4096];

    public static bool IsValid(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(line, Options);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Writes a valid line.</summary>
    public void Rewrite(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(line, Options);
        var (done, name) = (0, 0..0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = ((int)reader.TokenStartIndex + 1)..((int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length);
                    if (reader.ValueSpan.Length >= ShortestScanned && Change(default, reader.ValueSpan))
                    {
                        output.Write(line[done..(int)reader.TokenStartIndex]);
                        Write(output);
                        done = (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2;
                    }

                    break;
                case JsonTokenType.Number when reader.ValueSpan.Length >= ShortestScanned:
                    if (Change(line[name], reader.ValueSpan))
                    {
                        output.Write(line[done..(int)reader.TokenStartIndex]);
                        Write(output);
                        done = (int)reader.TokenStartIndex + reader.ValueSpan.Length;
                    }

                    break;
                case JsonTokenType.EndObject:
                    name = 0..0;
                    break;
                case JsonTokenType.String:
                    if (Change(line[name], reader.ValueSpan))
                    {
                        output.Write(line[done..(int)reader.TokenStartIndex]);
                        Write(output);
                        done = (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2;
                    }

                    break;
            }
        }

        output.Write(line[done..]);
    }

    // The field's name is what a person writes in front of a value, and what rules take as context.
    private bool Change(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_text.Length < name.Length + value.Length + 2)
        {
            _text = new char[name.Length + value.Length + 2];
        }

        var from = Unescape(name, _text);
        if (from > 0)
        {
            _text[from++] = ':';
            _text[from++] = ' ';
        }

        var length = from + Unescape(value, _text.AsSpan(from));
        _changed.Clear();
        return filter.Change(_text.AsSpan(0, length), from, _changed);
    }

    /// <summary>Unlike the reader's own unescaping, this takes lone surrogates, which exporters do write.</summary>
    private static int Unescape(ReadOnlySpan<byte> raw, Span<char> target)
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

    private void Write(IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var all = _changed.ToString().AsSpan();
        while (all.Length > 0)
        {
            var plain = 0;
            while (plain < all.Length && !NeedsEscape(all, plain))
            {
                plain += char.IsHighSurrogate(all[plain]) ? 2 : 1;
            }

            LosslessUtf8.Encode(all[..plain], output);
            if (plain < all.Length)
            {
                output.Write(Encoding.ASCII.GetBytes(Escape(all[plain])));
                plain++;
            }

            all = all[plain..];
        }

        output.Write("\""u8);
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
