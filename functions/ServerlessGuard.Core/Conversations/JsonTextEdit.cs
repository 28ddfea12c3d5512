using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Conversations;

/// <summary>
/// Writes a tree whose leaves and names were replaced into the text that it was read from: escapes, numbers and spaces that nobody
/// changed stay as they are.
/// </summary>
internal sealed class JsonTextEdit
{
    private readonly byte[] _text;
    private readonly ArrayBufferWriter<byte> _output;
    private int _done;

    private JsonTextEdit(byte[] text) => (_text, _output) = (text, new ArrayBufferWriter<byte>(text.Length + 256));

    /// <param name="original">The text that <paramref name="root"/> was parsed from.</param>
    /// <param name="root">The tree, of the same shape.</param>
    public static string Apply(string original, JsonNode root)
    {
        var text = Encoding.UTF8.GetBytes(original);
        var edit = new JsonTextEdit(text);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = GatewayJson.MaxDepth });
        reader.Read();
        if (!edit.Value(ref reader, root))
        {
            return root.ToJsonString(GatewayJson.Writing);
        }

        edit._output.Write(text.AsSpan(edit._done));
        return Encoding.UTF8.GetString(edit._output.WrittenSpan);
    }

    /// <summary>False where tree and text differ in their shape.</summary>
    private bool Value(ref Utf8JsonReader reader, JsonNode? node) => reader.TokenType switch
    {
        JsonTokenType.StartObject => node is JsonObject owner && Object(ref reader, owner),
        JsonTokenType.StartArray => node is JsonArray array && Array(ref reader, array),
        JsonTokenType.String => Text(ref reader, node, reader.GetString()!),
        _ => node is null || node.GetValueKind() != JsonValueKind.String || Replace(ref reader, node.GetValue<string>()),
    };

    private bool Object(ref Utf8JsonReader reader, JsonObject owner)
    {
        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (index == owner.Count)
            {
                return false;
            }

            var (name, value) = owner.GetAt(index++);
            Change(ref reader, reader.GetString()!, name);
            if (!reader.Read() || !Value(ref reader, value))
            {
                return false;
            }
        }

        return index == owner.Count;
    }

    private bool Array(ref Utf8JsonReader reader, JsonArray array)
    {
        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (index == array.Count || !Value(ref reader, array[index++]))
            {
                return false;
            }
        }

        return index == array.Count;
    }

    private bool Text(ref Utf8JsonReader reader, JsonNode? node, string before)
    {
        if (node?.GetValueKind() != JsonValueKind.String)
        {
            return false;
        }

        Change(ref reader, before, node.GetValue<string>());
        return true;
    }

    /// <summary>A number that became text.</summary>
    private bool Replace(ref Utf8JsonReader reader, string after)
    {
        var start = (int)reader.TokenStartIndex;
        Keep(start);
        _output.Write("\""u8);
        _output.Write(JsonStringText.Encode(after));
        _output.Write("\""u8);
        _done = start + reader.ValueSpan.Length;
        return true;
    }

    /// <summary>Writes what lies between the beginning and the end that both texts have.</summary>
    private void Change(ref Utf8JsonReader reader, string before, string after)
    {
        if (string.Equals(before, after, StringComparison.Ordinal))
        {
            return;
        }

        var head = before.AsSpan().CommonPrefixLength(after);
        head -= head > 0 && char.IsHighSurrogate(before[head - 1]) ? 1 : 0;
        var tail = 0;
        while (tail < Math.Min(before.Length, after.Length) - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        tail -= tail > 0 && char.IsLowSurrogate(before[^tail]) ? 1 : 0;
        var raw = new JsonUnits(reader.ValueSpan);
        var first = (int)reader.TokenStartIndex + 1;
        Keep(first + raw.OffsetOf(head));
        _output.Write(JsonStringText.Encode(after.AsSpan(head, after.Length - head - tail)));
        _done = first + raw.OffsetOf(before.Length - tail);
    }

    private void Keep(int until)
    {
        _output.Write(_text.AsSpan(_done, until - _done));
        _done = until;
    }
}
