using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// UTF-8 to UTF-16 and back without loss: a byte that is not valid UTF-8 becomes the lone low surrogate U+DC00 plus the
/// byte, which no valid UTF-8 decodes to, and back. Replacing such bytes would change data nobody asked to change.
/// </summary>
internal static class LosslessUtf8
{
    private const int Escape = 0xDC00;

    /// <summary>Decodes as much as is complete. <paramref name="chars"/> has at least as many units as there are bytes.</summary>
    public static void Decode(ReadOnlySpan<byte> bytes, Span<char> chars, bool isLast, out int read, out int written)
    {
        (read, written) = (0, 0);
        while (true)
        {
            var status = Utf8.ToUtf16(
                bytes[read..], chars[written..], out var more, out var units, replaceInvalidSequences: false, isFinalBlock: isLast);
            read += more;
            written += units;
            if (status != OperationStatus.InvalidData)
            {
                return;
            }

            chars[written++] = (char)(Escape + bytes[read++]);
        }
    }

    /// <summary>Encodes all units.</summary>
    public static void Encode(ReadOnlySpan<char> chars, IBufferWriter<byte> output)
    {
        while (chars.Length > 0)
        {
            var target = output.GetSpan(Math.Max(16, Math.Min(3 * chars.Length, 64 * 1024)));
            var status = Utf8.FromUtf16(chars, target, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: true);
            output.Advance(written);
            chars = chars[read..];
            if (status == OperationStatus.InvalidData)
            {
                One(chars[0], output);
                chars = chars[1..];
            }
        }
    }

    /// <summary>Encodes all units of a builder, whose chunks may cut a surrogate pair in two.</summary>
    public static void Encode(StringBuilder text, IBufferWriter<byte> output)
    {
        var high = '\0';
        foreach (var chunk in text.GetChunks())
        {
            var span = chunk.Span;
            if (span.IsEmpty)
            {
                continue;
            }

            if (high != '\0')
            {
                var joined = char.IsLowSurrogate(span[0]);
                Encode(joined ? [high, span[0]] : [high], output);
                span = joined ? span[1..] : span;
                high = '\0';
            }

            if (!span.IsEmpty && char.IsHighSurrogate(span[^1]))
            {
                high = span[^1];
                span = span[..^1];
            }

            Encode(span, output);
        }

        if (high != '\0')
        {
            Encode([high], output);
        }
    }

    private static void One(char unit, IBufferWriter<byte> output)
    {
        if (unit is >= (char)(Escape + 0x80) and <= (char)(Escape + 0xFF))
        {
            output.GetSpan(1)[0] = (byte)(unit - Escape);
            output.Advance(1);
        }
        else
        {
            output.Write("\uFFFD"u8);
        }
    }
}
