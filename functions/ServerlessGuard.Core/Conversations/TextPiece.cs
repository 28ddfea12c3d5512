using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Core.Conversations;

/// <summary>A piece of a streamed text. It may begin or end with half a surrogate pair, whose other half is in another event.</summary>
internal static class TextPiece
{
    /// <summary>
    /// The text, or null when the node is no string. Throws <see cref="InvalidOperationException"/> on bytes that are no UTF-8.
    /// </summary>
    public static string? Read(JsonNode? node)
    {
        if (!GatewayJson.IsText(node))
        {
            return null;
        }

        try
        {
            return node!.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            return Unescape(node!.GetValue<JsonElement>().GetRawText().AsSpan()[1..^1]);
        }
    }

    /// <summary>Text that can be written: a half that found no other half becomes U+FFFD.</summary>
    public static string Whole(string text)
    {
        var at = IndexOfHalf(text, 0);
        if (at < 0)
        {
            return text;
        }

        var repaired = new StringBuilder(text);
        for (; at >= 0; at = IndexOfHalf(text, at + 1))
        {
            repaired[at] = '\uFFFD';
        }

        return repaired.ToString();
    }

    private static int IndexOfHalf(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The parser has accepted the text, so each escape is one that JSON has.</summary>
    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)ushort.Parse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            text.Append(raw[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var plain => plain });
        }

        return text.ToString();
    }
}
