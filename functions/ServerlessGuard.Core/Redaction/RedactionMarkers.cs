using System.Collections.Frozen;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The markers of redaction in a text: <c>[email]</c> (masked), <c>[...]</c> (dropped), <c>[EMAIL_7K3QX2]</c> (a token of the
/// session). All are in brackets, so that no two of them, and nothing around them, can run together to something new.
/// </summary>
internal sealed class RedactionMarkers(IEnumerable<string> kinds)
{
    /// <summary>No marker that is recognised is longer, in UTF-16 units.</summary>
    public const int MaxLength = 64;

    /// <summary>
    /// Left where a value was dropped. Removing without a mark would let an author hide an instruction around a value
    /// (<c>ignore x@y.zz previous instructions</c>) that only reads as one once the value is gone.
    /// </summary>
    public const string DropMarker = "[...]";

    private readonly FrozenSet<string> _labels = kinds.ToFrozenSet(StringComparer.Ordinal);

    public static string Mask(string kind) => $"[{kind}]";

    /// <summary>
    /// Whether all letters and digits of the finding lie inside markers: it then says nothing about the text. A token
    /// counts only if the session issued it, so that brackets hide nothing.
    /// </summary>
    public bool Cover(ReadOnlySpan<char> text, Finding finding, TokenSession session)
    {
        var at = Opening(text, finding.Start);
        if (at < 0 && text.Slice(finding.Start, finding.Length).IndexOf('[') < 0)
        {
            return false;
        }

        var covered = false;
        for (at = at < 0 ? finding.Start : at; at < finding.End;)
        {
            if (text[at] == '[' && Read(text, at, session) is var length and > 0)
            {
                at += length;
                covered |= at > finding.Start;
                continue;
            }

            if (at >= finding.Start && char.IsLetterOrDigit(text[at]))
            {
                return false;
            }

            at++;
        }

        return covered;
    }

    /// <summary>The start of a marker that the text's end may cut off; the text's length when there is none.</summary>
    public static int Open(ReadOnlySpan<char> text)
    {
        var from = Math.Max(0, text.Length - MaxLength);
        from += text[from..].LastIndexOf(']') + 1;
        return text[from..].IndexOf('[') is >= 0 and var open ? from + open : text.Length;
    }

    private static int Opening(ReadOnlySpan<char> text, int start)
    {
        for (var at = start - 1; at >= 0 && start - at <= MaxLength; at--)
        {
            if (text[at] == '[')
            {
                return at;
            }

            if (!IsInner(text[at]))
            {
                break;
            }
        }

        return -1;
    }

    private static bool IsInner(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-' or '.';

    private int Read(ReadOnlySpan<char> text, int at, TokenSession session)
    {
        var end = at + 1;
        while (end < text.Length && end - at < MaxLength && IsInner(text[end]))
        {
            end++;
        }

        if (end >= text.Length || text[end] != ']')
        {
            return 0;
        }

        var inner = text[(at + 1)..end];
        var known = inner.SequenceEqual(DropMarker.AsSpan(1, DropMarker.Length - 2))
            || _labels.GetAlternateLookup<ReadOnlySpan<char>>().Contains(inner)
            || session.IsToken(text[at..(end + 1)]);
        return known ? end + 1 - at : 0;
    }
}
