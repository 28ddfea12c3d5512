using System.Text;
using System.Text.Json;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files.Formats;

/// <summary>The strings, long names and long numbers of one JSON document: a whole file, or one line of JSONL.</summary>
internal static class JsonParts
{
    // No rule finds a value in a shorter name or number.
    private const int ShortestScanned = 7;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    /// <summary>Null when the bytes are no JSON document.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="origin">Its first byte in the file.</param>
    public static IReadOnlyList<TextPart>? Read(ReadOnlySpan<byte> utf8, int origin)
    {
        var parts = new List<TextPart>();
        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            var name = "";
            while (reader.Read())
            {
                var at = (int)reader.TokenStartIndex;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        var part = Text(reader.ValueSpan, origin + at + 1, "");
                        name = part.Text;
                        AddLong(part);
                        break;
                    case JsonTokenType.String:
                        parts.Add(Text(reader.ValueSpan, origin + at + 1, name));
                        break;
                    case JsonTokenType.Number:
                        AddLong(Text(reader.ValueSpan, origin + at, name));
                        break;
                    case JsonTokenType.EndObject:
                        name = "";
                        break;
                }
            }

            return parts;
        }
        catch (JsonException)
        {
            return null;
        }

        void AddLong(TextPart part)
        {
            if (part.Text.Length >= ShortestScanned)
            {
                parts.Add(part);
            }
        }
    }

    private static TextPart Text(ReadOnlySpan<byte> raw, int offset, string label)
    {
        var text = new PartText();
        while (raw.Length > 0)
        {
            var plain = raw.IndexOf((byte)'\\');
            plain = plain < 0 ? raw.Length : plain;
            text.Add(raw[..plain], offset);
            raw = raw[plain..];
            offset += plain;
            if (raw.Length == 0)
            {
                break;
            }

            var length = raw[1] == (byte)'u' ? 6 : 2;
            text.Add(
                raw[1] switch
                {
                    (byte)'u' => (char)Convert.ToUInt16(Encoding.ASCII.GetString(raw[2..6]), 16),
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    var other => (char)other,
                },
                offset);
            raw = raw[length..];
            offset += length;
        }

        return text.End(offset, label);
    }
}
