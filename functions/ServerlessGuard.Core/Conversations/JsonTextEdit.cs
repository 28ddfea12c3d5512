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
    private readonly ReadOnlyMemory<byte> _text;
    private readonly ArrayBufferWriter<byte> _output;
    private int _done;

    private JsonTextEdit(ReadOnlyMemory<byte> text) => (_text, _output) = (text, new ArrayBufferWriter<byte>(text.Length + 256));

    /// <param name="original">The text that <paramref name="root"/> was parsed from.</param>
    /// <param name="root">The tree, of the same shape.</param>
    public static string Apply(string original, JsonNode root) =>
        TryApply(Encoding.UTF8.GetBytes(original), root) is { } bytes
            ? Encoding.UTF8.GetString(bytes.Span)
            : root.ToJsonString(GatewayJson.Writing);

    /// <summary>The same for a whole body in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> original, JsonNode root) =>
        TryApply(original, root) ?? GatewayJson.ToBytes(root);

    /// <summary>Null where tree and text differ in their shape: the tree is then written whole.</summary>
    private static ReadOnlyMemory<byte>? TryApply(ReadOnlyMemory<byte> text, JsonNode root)
    {
        var edit = new JsonTextEdit(text);
        var reader = new Utf8JsonReader(text.Span, new JsonReaderOptions { MaxDepth = GatewayJson.MaxDepth });
        try
        {
            reader.Read();
            if (!edit.Value(ref reader, root))
            {
                return null;
            }
        }
        catch (InvalidOperationException)
        {
            // A string that nobody had to read is not valid Unicode.
            return null;
        }

        edit._output.Write(text.Span[edit._done..]);
        return edit._output.WrittenMemory;
    }

    /// <summary>False where tree and text differ in their shape.</summary>
    private bool Value(ref Utf8JsonReader reader, JsonNode? node) => reader.TokenType switch
    {
        JsonTokenType.StartObject => node is JsonObject owner && Object(ref reader, owner),
        JsonTokenType.StartArray => node is JsonArray array && Array(ref reader, array),
        JsonTokenType.String => Text(ref reader, node, reader.GetString()!),
        var scalar => node?.GetValueKind() == JsonValueKind.String
            ? Replace(ref reader, node.GetValue<string>())
            : (node?.GetValueKind() ?? JsonValueKind.Null) == KindOf(scalar),
    };

    private static JsonValueKind KindOf(JsonTokenType scalar) => scalar switch
    {
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
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
        _output.Write(_text.Span[_done..until]);
        _done = until;
    }
}
