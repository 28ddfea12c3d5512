using System.Buffers;
using System.Text;

namespace ServerlessGuard.Local.Cli.Files;

/// <summary>In which encoding a text file is written: seen in its byte order mark, else in its beginning.</summary>
internal static class TextEncodings
{
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf32 = new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);
    private static readonly Encoding Utf32BigEndian =
        new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);

    private static readonly Encoding Latin1 =
        Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 itself, for streams between two encodings.</summary>
    public static Encoding Inner => Utf8;

    /// <summary>
    /// The encoding, or null for UTF-8: then bytes that are no UTF-8 pass as they are. Throws
    /// <see cref="BinaryFileException"/> for what is no text.
    /// </summary>
    /// <param name="path">Names the file in the exception.</param>
    /// <param name="head">Its first bytes.</param>
    /// <param name="isWhole">Whether they are all.</param>
    public static Encoding? Detect(string path, ReadOnlySpan<byte> head, bool isWhole)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return Utf32;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return Utf32BigEndian;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Utf16;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Utf16BigEndian;
        }

        if (head.Contains((byte)0))
        {
            return IsUtf16(head, high: 1) ? Utf16
                : IsUtf16(head, high: 0) ? Utf16BigEndian
                : throw new BinaryFileException(path, "it is a binary file");
        }

        return IsLatin1(head, isWhole) ? Latin1 : null;
    }

    /// <summary>Text of mostly Latin letters without a mark: most high bytes are zero, and no unit is a control character.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> head, int high)
    {
        var units = head.Length / 2;
        var zeros = 0;
        for (var i = 0; i < units; i++)
        {
            var (upper, lower) = (head[(2 * i) + high], head[(2 * i) + 1 - high]);
            zeros += upper == 0 ? 1 : 0;
            if (upper == 0 && lower < ' ' && lower is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f'))
            {
                return false;
            }
        }

        return units > 0 && zeros > units / 2;
    }

    /// <summary>Bytes beyond ASCII, and no two or more of them that are a character of UTF-8.</summary>
    private static bool IsLatin1(ReadOnlySpan<byte> head, bool isWhole)
    {
        var hasOther = false;
        while (head.Length > 0)
        {
            if (head[0] < 0x80)
            {
                head = head[1..];
                continue;
            }

            if (Rune.DecodeFromUtf8(head, out _, out _) == OperationStatus.Done)
            {
                return false;
            }

            // A character that the head cuts off is no sign of Latin-1.
            hasOther |= isWhole || head.Length >= 4;
            head = head[1..];
        }

        return hasOther;
    }
}
