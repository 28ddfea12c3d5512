using System.Text;
using MimeKit;
using TextPart = ServerlessGuard.Core.Redaction.TextPart;

namespace ServerlessGuard.Local.Cli.Files.Formats;

/// <summary>The text of a part, out of its transfer encoding and charset, with the place of each unit.</summary>
internal static class MailContent
{
    /// <param name="raw">The e-mail to the part's end.</param>
    public static TextPart Decode(ReadOnlySpan<byte> raw, MailContentPlace place)
    {
        var charset = place.Encoding!;
        switch (place.Transfer)
        {
            case ContentEncoding.QuotedPrintable:
                var (bytes, offsets) = QuotedPrintable(raw, place.Start);
                return Text(bytes, offsets, raw.Length, charset) with { Encode = text => EncodeQuotedPrintable(charset.GetBytes(text)) };
            case ContentEncoding.Base64:
                return Base64(raw, place.Start, charset);
            default:
                var plain = Enumerable.Range(place.Start, raw.Length - place.Start).ToList();
                return Text(raw[place.Start..], plain, raw.Length, charset) with { Encode = charset.GetBytes };
        }
    }

    /// <summary>Decodes byte by byte, so that each unit gets the place of its first byte.</summary>
    public static TextPart Text(ReadOnlySpan<byte> bytes, IReadOnlyList<int> offsets, int end, Encoding charset)
    {
        var text = new PartText();
        var decoder = charset.GetDecoder();
        Span<char> units = stackalloc char[8];
        var first = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var count = decoder.GetChars(bytes.Slice(i, 1), units, flush: i == bytes.Length - 1);
            for (var unit = 0; unit < count; unit++)
            {
                text.Add(units[unit], offsets[first]);
            }

            first = count > 0 ? i + 1 : first;
        }

        return text.End(end, "");
    }

    private static (byte[] Bytes, List<int> Offsets) QuotedPrintable(ReadOnlySpan<byte> raw, int at)
    {
        var (bytes, offsets) = (new List<byte>(raw.Length - at), new List<int>(raw.Length - at));
        while (at < raw.Length)
        {
            var length = 1;
            if (raw[at] == (byte)'=' && SoftBreak(raw[at..]) is > 0 and var soft)
            {
                at += soft;
                continue;
            }

            var value = raw[at];
            if (value == (byte)'='
                && at + 2 < raw.Length
                && char.IsAsciiHexDigit((char)raw[at + 1])
                && char.IsAsciiHexDigit((char)raw[at + 2]))
            {
                (value, length) = (Convert.FromHexString(Encoding.ASCII.GetString(raw.Slice(at + 1, 2)))[0], 3);
            }

            bytes.Add(value);
            offsets.Add(at);
            at += length;
        }

        return ([.. bytes], offsets);
    }

    /// <summary>The length of a line end that only the encoding has: an equals sign, white space, a line end.</summary>
    private static int SoftBreak(ReadOnlySpan<byte> raw)
    {
        var at = 1;
        while (at < raw.Length && raw[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at >= raw.Length ? at
            : raw[at] == (byte)'\n' ? at + 1
            : raw[at] == (byte)'\r' && at + 1 < raw.Length && raw[at + 1] == (byte)'\n' ? at + 2
            : 0;
    }

    /// <summary>The marks that stand for bytes in quoted-printable, on one line.</summary>
    private static byte[] EncodeQuotedPrintable(byte[] bytes) => [.. bytes.SelectMany(static value =>
        value is (>= (byte)' ' and <= (byte)'~' and not (byte)'=') or (byte)'\t' or (byte)'\r' or (byte)'\n'
            ? [value]
            : Encoding.ASCII.GetBytes($"={value:X2}"))];

    /// <summary>Four digits stand for three bytes, so the whole is written anew, in lines as long as the first.</summary>
    private static TextPart Base64(ReadOnlySpan<byte> raw, int start, Encoding charset)
    {
        var (bytes, offsets) = Base64(raw, start);
        var body = raw[start..];
        var first = body.IndexOfAnyExcept(" \t\r\n"u8);
        var last = body.LastIndexOfAnyExcept(" \t\r\n"u8) + 1;
        if (first < 0)
        {
            return Text([], [], start, charset);
        }

        var lines = body[first..last];
        var end = lines.IndexOf((byte)'\n');
        var (width, newLine) = end < 0 ? (int.MaxValue, "") : lines[end - 1] == (byte)'\r' ? (end - 1, "\r\n") : (end, "\n");
        var part = Text(bytes, offsets, start + last, charset);
        if (part.Offsets.Length > 1)
        {
            part.Offsets[0] = start + first;
        }

        return part with
        {
            IsWhole = true,
            Encode = text => Encoding.ASCII.GetBytes(
                string.Join(newLine, Convert.ToBase64String(charset.GetBytes(text)).Chunk(width).Select(static line => new string(line)))),
        };
    }

    private static (byte[] Bytes, List<int> Offsets) Base64(ReadOnlySpan<byte> raw, int at)
    {
        var (bytes, offsets) = (new List<byte>(), new List<int>());
        Span<int> quad = stackalloc int[4];
        Span<int> places = stackalloc int[4];
        var count = 0;
        for (; at < raw.Length; at++)
        {
            var value = ValueOf(raw[at]);
            if (value < 0)
            {
                continue;
            }

            quad[count] = value;
            places[count++] = at;
            if (count == 4)
            {
                Flush(quad, places, count, bytes, offsets);
                count = 0;
            }
        }

        Flush(quad, places, count, bytes, offsets);
        return ([.. bytes], offsets);
    }

    private static void Flush(ReadOnlySpan<int> quad, ReadOnlySpan<int> places, int count, List<byte> bytes, List<int> offsets)
    {
        for (var i = 1; i < count; i++)
        {
            bytes.Add((byte)((quad[i - 1] << (2 * i)) | (quad[i] >> (6 - (2 * i)))));
            offsets.Add(places[i - 1]);
        }
    }

    private static int ValueOf(byte digit) => digit switch
    {
        >= (byte)'A' and <= (byte)'Z' => digit - 'A',
        >= (byte)'a' and <= (byte)'z' => digit - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => digit - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
