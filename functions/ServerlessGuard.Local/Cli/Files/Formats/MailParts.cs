using System.Runtime.InteropServices;
using System.Text;
using MimeKit;
using TextPart = ServerlessGuard.Core.Redaction.TextPart;

namespace ServerlessGuard.Local.Cli.Files.Formats;

/// <summary>
/// The texts of an e-mail as its reader sees them: headers with their encoded words, and each part that is text, out of
/// quoted-printable or Base64 and its charset. Parts that are no text are left out.
/// </summary>
internal static class MailParts
{
    /// <summary>Throws <see cref="InvalidDataException"/> when it is no e-mail.</summary>
    public static IReadOnlyList<TextPart> Read(ReadOnlyMemory<byte> raw)
    {
        var contents = Contents(raw);
        var parts = new List<TextPart>();
        var at = 0;
        foreach (var content in contents.OrderBy(static content => content.Start))
        {
            AddFrame(raw.Span, at, content.Start, parts);
            if (content.Encoding is not null)
            {
                parts.Add(MailContent.Decode(raw.Span[..content.End], content));
            }

            at = content.End;
        }

        AddFrame(raw.Span, at, raw.Length, parts);
        return parts;
    }

    private static void AddFrame(ReadOnlySpan<byte> raw, int start, int end, List<TextPart> parts)
    {
        if (end > start)
        {
            parts.AddRange(MailHeaders.Decode(raw[..end], start));
        }
    }

    /// <summary>The places of the parts without parts of their own.</summary>
    private static List<MailContentPlace> Contents(ReadOnlyMemory<byte> raw)
    {
        var places = new List<MailContentPlace>();
        using var stream = MemoryMarshal.TryGetArray(raw, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(raw.ToArray(), writable: false);
        var parser = new MimeParser(stream, MimeFormat.Entity);
        parser.MimeEntityEnd += (_, told) =>
        {
            if (told.Entity is MimePart part)
            {
                places.Add(new(
                    (int)told.HeadersEndOffset, (int)told.EndOffset, part.ContentTransferEncoding,
                    part.ContentType.IsMimeType("text", "*") ? CharsetOf(part.ContentType.Charset) : null));
            }
        };
        try
        {
            parser.ParseMessage();
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException("it is no e-mail; --format text reads it as text", exception);
        }

        return places;
    }

    private static Encoding CharsetOf(string? name)
    {
        try
        {
            return name is null or "us-ascii" ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // An unknown charset: what is ASCII in it is read.
            return Encoding.Latin1;
        }
    }
}

/// <summary>The body of a part: bytes from <paramref name="Start"/> to <paramref name="End"/>.</summary>
/// <param name="Encoding">The charset; null for a part that is no text.</param>
internal sealed record MailContentPlace(int Start, int End, ContentEncoding Transfer, Encoding? Encoding);
