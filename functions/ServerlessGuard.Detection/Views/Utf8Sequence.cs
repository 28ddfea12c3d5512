using System.Buffers;
using System.Text;

namespace ServerlessGuard.Detection.Views;

/// <summary>Bytes written in hexadecimal with a mark before each: the bytes of one character of UTF-8 stand for that character.</summary>
internal static class Utf8Sequence
{
    /// <summary>The value of hexadecimal digits; -1 when one is none.</summary>
    public static int Hex(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return -1;
            }

            value = (value << 4) | Convert.ToInt32(char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }

    /// <summary>Reads bytes, each a mark and two digits. An incomplete character is read as Latin-1, byte for byte.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The place of the first mark.</param>
    /// <param name="mark">How long each mark is: what stands at <paramref name="start"/>.</param>
    /// <param name="isLast">Whether no text follows.</param>
    /// <param name="found">The character.</param>
    public static bool TryRead(ReadOnlySpan<char> text, int start, int mark, bool isLast, out Sequence found)
    {
        var size = mark + 2;
        Span<byte> bytes = stackalloc byte[4];
        found = default;
        for (var count = 0; count < 4; count++)
        {
            var at = start + (count * size);
            var present = text[Math.Min(at, text.Length)..Math.Min(at + size, text.Length)];
            var value = present.Length == size && present[..mark].SequenceEqual(text.Slice(start, mark)) ? Hex(present[mark..]) : -1;
            if (present.Length < size && !isLast && MayGrow(present, text.Slice(start, Math.Min(mark, text.Length - start)), mark))
            {
                found = new Sequence(start, text.Length, Sequence.Open);
                return true;
            }

            if (value < 0)
            {
                break;
            }

            bytes[count] = (byte)value;
            var status = Rune.DecodeFromUtf8(bytes[..(count + 1)], out var rune, out _);
            if (status == OperationStatus.Done)
            {
                found = new Sequence(start, at + size, rune.Value);
                return true;
            }

            if (count == 0)
            {
                found = new Sequence(start, at + size, value);
            }

            if (status == OperationStatus.InvalidData)
            {
                break;
            }
        }

        return found.End > 0;
    }

    private static bool MayGrow(ReadOnlySpan<char> present, ReadOnlySpan<char> marks, int mark) =>
        present.Length <= mark ? marks.StartsWith(present) : present.StartsWith(marks) && Hex(present[mark..]) >= 0;
}
