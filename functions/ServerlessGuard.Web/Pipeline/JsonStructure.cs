using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// One pass over JSON text that finds faults which the parser accepts or finds only when a string is read: invalid UTF-8,
/// lone surrogates, excessive depth and too many values. Messages give positions, never text.
/// </summary>
internal static class JsonStructure
{
    public static GuardError? Check(ReadOnlySpan<byte> utf8, JsonBodyLimits limits)
    {
        if (utf8.IsEmpty)
        {
            return new GuardError(400, "invalid_json", "The request body is empty.");
        }

        if (utf8.StartsWith("\uFEFF"u8))
        {
            // RFC 8259, section 8.1: JSON on a network does not start with one.
            return new GuardError(400, "invalid_json", "The request body starts with a byte order mark.");
        }

        if (!Utf8.IsValid(utf8))
        {
            return new GuardError(400, "invalid_utf8", $"The request body is not valid UTF-8 at byte {FirstInvalid(utf8)}.");
        }

        try
        {
            return CheckTokens(utf8, limits);
        }
        catch (JsonException e)
        {
            return new GuardError(
                400, "invalid_json", $"The request body is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static GuardError? CheckTokens(ReadOnlySpan<byte> utf8, JsonBodyLimits limits)
    {
        // One more than allowed, because the reader's own limit cannot be distinguished from a syntax error.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        var tokens = 0;
        while (reader.Read())
        {
            if (++tokens > limits.MaxTokens)
            {
                return new GuardError(400, "json_too_large", $"The request body has more than {limits.MaxTokens} JSON values.");
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= limits.MaxDepth:
                    return new GuardError(400, "json_too_deep", $"The request body is nested deeper than {limits.MaxDepth} levels.");
                case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped && HasLoneSurrogate(reader.ValueSpan):
                    return new GuardError(
                        400, "lone_surrogate",
                        $"A string in the request body has half a surrogate pair, in the token at byte {reader.TokenStartIndex}.");
            }
        }

        return null;
    }

    /// <summary>Whether an escaped string (its escapes already known to be well-formed) names half a surrogate pair.</summary>
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        var high = false;
        for (var i = 0; i < escaped.Length;)
        {
            var unit = -1;
            var width = 1;
            if (escaped[i] == '\\')
            {
                width = 2;
                if (escaped[i + 1] == 'u')
                {
                    unit = Hex(escaped.Slice(i + 2, 4));
                    width = 6;
                }
            }

            var low = unit is >= 0xDC00 and <= 0xDFFF;
            if (high != low)
            {
                return true;
            }

            high = unit is >= 0xD800 and <= 0xDBFF;
            i += width;
        }

        return high;
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var width) == System.Buffers.OperationStatus.Done)
        {
            at += width;
        }

        return at;
    }
}
