using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Widens a finding to the ends of the word around it. The part that the scanner passed over because of the letters next to it,
/// or cut off at a rule's longest match, would otherwise stay readable beside the placeholder. An escape before it is no part of a word.
/// </summary>
internal static class SpanExpander
{
    /// <summary>How much goes with a value at most, in UTF-16 units to either side.</summary>
    public const int MaxLength = 128;

    public static int Start(ReadOnlySpan<char> text, int at)
    {
        var least = Math.Max(0, at - MaxLength);
        while (at > least && at < text.Length && IsWord(text[at]) && IsWord(text[at - 1]) && !Normaliser.IsInsideEscape(text, at - 1))
        {
            at--;
        }

        return at;
    }

    /// <param name="text">The text so far.</param>
    /// <param name="finding">The finding in it.</param>
    /// <param name="isLast">Whether no text follows.</param>
    /// <returns>The end of the value's word; -1 when more text is needed to decide.</returns>
    public static int End(ReadOnlySpan<char> text, Finding finding, bool isLast)
    {
        var at = finding.End;
        var most = Math.Min(text.Length, at + MaxLength);
        while (at < most)
        {
            if (IsWord(text[at]) && IsWord(text[at - 1]))
            {
                at++;
            }
            else if (finding.Rule.Category == FindingCategory.Secret && IsJoint(text[at]))
            {
                // The tail of a secret is secret: a point or hyphen inside a word does not end it, one behind it does.
                if (at + 1 == text.Length && !isLast)
                {
                    return -1;
                }

                if (at + 1 == text.Length || !IsWord(text[at + 1]))
                {
                    break;
                }

                at += 2;
            }
            else
            {
                break;
            }
        }

        return at >= text.Length && !isLast ? -1 : at;
    }

    private static bool IsJoint(char unit) => unit is '.' or '-' or '+' or '=' or '@' or '~' or '%';

    // Marks and invisible characters do not end a word: rules do not see them.
    private static bool IsWord(char unit) => TokenText.IsInvisible(unit) || IsLetter(unit);

    // Scripts without spaces (Thai, Lao, Han, kana, Hangul): their words have no ends to look for.
    private static bool IsLetter(char unit) =>
        WordBoundary.IsWord(unit) && unit is not (>= '\u2E80' and <= '\uD7FF' or >= '\u0E00' and <= '\u0EFF');
}
