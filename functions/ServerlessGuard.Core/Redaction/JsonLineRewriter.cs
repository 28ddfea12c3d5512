using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Rewrites the strings, names and long numbers of one line of JSON. Only what the filter changes becomes other bytes: the rest
/// of a string keeps its escapes. A number that changes becomes a string; its token says that it was one.
/// </summary>
internal sealed class JsonLineRewriter
{
    // No rule finds a value in a shorter name or number.
    private const int ShortestScanned = 7;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    private readonly TextFilter _filter;
    private readonly List<TextEdit> _edits = [];
    private readonly ValueSpelling _inString;
    private readonly ValueSpelling _inNumber = static (_, _) => TokenEntry.NumberSpelling;
    private char[] _text = new char[4096];
    private byte[] _raw = new byte[4096];
    private int _rawLength;
    private int _from;

    public JsonLineRewriter(TextFilter filter)
    {
        _filter = filter;
        _inString = (start, value) =>
        {
            var raw = new JsonUnits(_raw.AsSpan(0, _rawLength));
            var first = raw.OffsetOf(start - _from);
            var spelled = _raw.AsSpan(first, raw.OffsetOf(start - _from + value.Length) - first);
            return spelled.SequenceEqual(JsonStringText.Encode(value))
                ? null
                : TokenEntry.StringSpelling + Encoding.UTF8.GetString(spelled);
        };
    }

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
            var quotes = 2;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = ((int)reader.TokenStartIndex + 1)..((int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length);
                    if (reader.ValueSpan.Length < ShortestScanned || !Change(default, reader.ValueSpan, _inString))
                    {
                        continue;
                    }

                    break;
                case JsonTokenType.Number when reader.ValueSpan.Length >= ShortestScanned:
                    if (!Change(line[name], reader.ValueSpan, _inNumber))
                    {
                        continue;
                    }

                    quotes = 0;
                    break;
                case JsonTokenType.String:
                    if (!Change(line[name], reader.ValueSpan, _inString))
                    {
                        continue;
                    }

                    break;
                case JsonTokenType.EndObject:
                    name = 0..0;
                    continue;
                default:
                    continue;
            }

            output.Write(line[done..(int)reader.TokenStartIndex]);
            Write(mayBeNumber: reader.TokenType == JsonTokenType.String, output);
            done = (int)reader.TokenStartIndex + reader.ValueSpan.Length + quotes;
        }

        output.Write(line[done..]);
    }

    // The field's name is what a person writes in front of a value, and what rules take as context.
    private bool Change(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ValueSpelling spelling)
    {
        if (_text.Length < name.Length + value.Length + 2)
        {
            _text = new char[name.Length + value.Length + 2];
        }

        if (_raw.Length < value.Length)
        {
            _raw = new byte[value.Length];
        }

        value.CopyTo(_raw);
        _rawLength = value.Length;
        _from = JsonStringText.Decode(name, _text);
        if (_from > 0)
        {
            _text[_from++] = ':';
            _text[_from++] = ' ';
        }

        var length = _from + JsonStringText.Decode(value, _text.AsSpan(_from));
        _edits.Clear();
        _filter.Change(_text.AsSpan(0, length), _from, spelling, _edits);
        return _edits.Count > 0;
    }

    private void Write(bool mayBeNumber, IBufferWriter<byte> output)
    {
        var buffer = new ArrayBufferWriter<byte>(_rawLength + 256);
        var raw = new JsonUnits(_raw.AsSpan(0, _rawLength));
        var done = 0;
        foreach (var edit in _edits)
        {
            var start = raw.OffsetOf(edit.Start - _from);
            buffer.Write(_raw.AsSpan(done, start - done));
            if (edit.Spelling?[0] == TokenEntry.StringSpelling)
            {
                LosslessUtf8.Encode(edit.Spelling.AsSpan(1), buffer);
            }
            else
            {
                buffer.Write(JsonStringText.Encode(edit.Text));
            }

            done = raw.OffsetOf(edit.Start - _from + edit.Length);
        }

        buffer.Write(_raw.AsSpan(done, _rawLength - done));
        if (mayBeNumber && _edits.Exists(static edit => edit.Spelling == TokenEntry.NumberSpelling) && IsNumber(buffer.WrittenSpan))
        {
            output.Write(buffer.WrittenSpan);
            return;
        }

        output.Write("\""u8);
        output.Write(buffer.WrittenSpan);
        output.Write("\""u8);
    }

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !(char.IsAsciiDigit((char)text[0]) || text[0] == (byte)'-') || !char.IsAsciiDigit((char)text[^1]))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text, Options);
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
