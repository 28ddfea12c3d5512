using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Utils;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Cli.Files.Formats;

/// <summary>Header fields, and what else stands between the parts, with encoded words (RFC 2047) decoded.</summary>
internal static partial class MailHeaders
{
    /// <summary>The stretch without its encoded words, and each run of such words: they are written anew as a whole.</summary>
    /// <param name="raw">The e-mail to the stretch's end.</param>
    /// <param name="start">The begin of the stretch.</param>
    public static IEnumerable<TextPart> Decode(ReadOnlySpan<byte> raw, int start)
    {
        var parts = new List<TextPart>();
        var latin = Encoding.Latin1.GetString(raw[start..]);
        var at = 0;
        foreach (var word in Words().EnumerateMatches(latin))
        {
            parts.Add(Plain(raw[..(start + word.Index)], start + at));
            var text = new PartText();
            foreach (var unit in Rfc2047.DecodeText(raw.Slice(start + word.Index, word.Length).ToArray()))
            {
                text.Add(unit, start + word.Index);
            }

            at = word.Index + word.Length;
            parts.Add(text.End(start + at, "") with { IsWhole = true, Encode = EncodeWord });
        }

        parts.Add(Plain(raw, start + at));
        return parts;
    }

    private static TextPart Plain(ReadOnlySpan<byte> raw, int start)
    {
        var text = new PartText();
        text.Add(raw[start..], start);
        return text.End(raw.Length, "");
    }

    private static byte[] EncodeWord(string text) =>
        Encoding.ASCII.GetBytes($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=");

    /// <summary>Words that follow each other are one text.</summary>
    [GeneratedRegex(@"=\?[!-~]{1,64}?\?[BbQq]\?[!->@-~]*\?=(?:\s+=\?[!-~]{1,64}?\?[BbQq]\?[!->@-~]*\?=)*")]
    private static partial Regex Words();
}
