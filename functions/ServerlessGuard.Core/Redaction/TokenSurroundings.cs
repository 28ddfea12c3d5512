namespace ServerlessGuard.Core.Redaction;

/// <summary>The text behind a token.</summary>
internal static class TokenSurroundings
{
    /// <summary>How much of it is looked at, in UTF-16 units.</summary>
    public const int Reach = 128;

    // RFC 1035, section 2.3.4.
    private const int LongestLabel = 63;

    /// <summary>
    /// Whether a value may stand before the text: not where it would be a label or the user of a host's name, which leaves with the name's
    /// look-up ([EMAIL_7K3QX2].evil.example, [EMAIL_7K3QX2]-x.evil.example). Null where more text decides.
    /// </summary>
    public static bool? Allow(ReadOnlySpan<char> next, bool isLast)
    {
        var label = 0;
        for (var at = 0; at < Reach; at++)
        {
            if (at == next.Length)
            {
                return isLast ? true : null;
            }

            var unit = next[at];
            if (MarkupTracker.IsDot(unit) || unit is '@' or '\\' or '&')
            {
                return at + 1 == next.Length ? isLast ? true : null : !GoesOn(unit, next[at + 1]);
            }

            if (char.IsAscii(unit) && !char.IsAsciiLetterOrDigit(unit) && unit is not ('-' or '_'))
            {
                return true;
            }

            // No name look-up takes a longer one: a text without spaces, not a host. Characters that are not seen do not count.
            label += char.IsLetterOrDigit(unit) ? 1 : 0;
            if (label == LongestLabel)
            {
                return true;
            }
        }

        return false;
    }

    private static bool GoesOn(char unit, char next) => unit switch
    {
        // An escape or a reference may stand for a dot. Those for line ends, quotes and marks do not.
        '\\' => !char.IsWhiteSpace(next) && next is not ('n' or 'r' or 't' or 'b' or 'f' or 'v')
            && (char.IsLetterOrDigit(next) || next is '\\' or '.' or '&' or '@' || next >= '\u0080'),
        '&' => next == '#' || char.IsAsciiLetter(next),
        _ => char.IsLetterOrDigit(next) || next is '\\' or '&' or '-' or '_' || (next >= '\u0080' && !char.IsWhiteSpace(next)),
    };
}
