using System.Collections.Frozen;

namespace ServerlessGuard.Detection.Views;

/// <summary>The at sign and the dots of an address that is written in words: <c>(at)</c>, <c>[dot]</c>, <c> at … dot </c>.</summary>
internal static class AddressWords
{
    private const int LongestDomain = 64;
    private const int LongestMark = 8;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TopLevel = ((string[])
    [
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "dev", "app", "xyz", "online", "site", "shop",
        "email", "example", "test", "local",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Reads <c> at </c> or <c> dot </c> at <paramref name="at"/>, which it stands for only before the rest of a domain in words.
    /// </summary>
    public static bool TryReadWord(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found)
    {
        var isDot = (text[at + 1] | 0x20) == 'd';
        var end = at + (isDot ? 5 : 4);
        found = new Sequence(at, end, isDot ? '.' : '@');
        if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
        {
            return false;
        }

        return Domain(text, end, dots: isDot ? 1 : 0, inWords: true, isLast, at, ref found);
    }

    /// <summary>Reads a bracketed mark, or an at sign with spaces beside it.</summary>
    public static bool TryReadMark(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found)
    {
        found = default;
        var start = at;
        while (start > 0 && at - start < 2 && text[start - 1] == ' ')
        {
            start--;
        }

        if (start == 0 || !WordBoundary.IsWord(text[start - 1]))
        {
            return false;
        }

        if (text[at] == '@')
        {
            var after = at + 1 < text.Length && text[at + 1] == ' ' ? at + 2 : at + 1;
            found = new Sequence(start, after, '@');
            return start != at && Domain(text, after, dots: 0, inWords: false, isLast, start, ref found);
        }

        var close = text[at] switch { '(' => ')', '[' => ']', _ => '}' };
        var inside = text[(at + 1)..Math.Min(text.Length, at + LongestMark)];
        var length = inside.IndexOf(close);
        if (length < 0)
        {
            found = new Sequence(start, text.Length, Sequence.Open);
            return !isLast && inside.Length < LongestMark - 1 && MayBeMark(inside);
        }

        var word = inside[..length].Trim(' ');
        var mark = word is "@" or "a" or "A" || word.Equals("at", StringComparison.OrdinalIgnoreCase) ? '@'
            : word is "." || word.Equals("dot", StringComparison.OrdinalIgnoreCase) ? '.'
            : '\0';
        var end = at + length + 2;
        while (end < text.Length && end - at - length < 4 && text[end] == ' ')
        {
            end++;
        }

        if (mark != '\0' && end == text.Length && !isLast)
        {
            found = new Sequence(start, end, Sequence.Open);
            return true;
        }

        found = new Sequence(start, end, mark);
        if (word is "a" or "A" && !Domain(text, end, dots: 0, inWords: false, isLast, start, ref found))
        {
            return false; // an item of a list
        }

        return found.IsOpen || (mark != '\0' && end < text.Length && WordBoundary.IsWord(text[end]));
    }

    private static bool MayBeMark(ReadOnlySpan<char> inside)
    {
        inside = inside.Trim(' ');
        return "at".AsSpan().StartsWith(inside, StringComparison.OrdinalIgnoreCase)
            || "dot".AsSpan().StartsWith(inside, StringComparison.OrdinalIgnoreCase)
            || inside is "." or "@";
    }

    /// <summary>Whether labels and dots of a domain that ends in a known name follow.</summary>
    private static bool Domain(ReadOnlySpan<char> text, int at, int dots, bool inWords, bool isLast, int start, ref Sequence found)
    {
        var limit = Math.Min(text.Length, at + LongestDomain);
        while (true)
        {
            var label = at;
            while (at < limit && (char.IsLetterOrDigit(text[at]) || text[at] == '-'))
            {
                at++;
            }

            if (at == text.Length && !isLast && at < start + LongestDomain)
            {
                found = new Sequence(start, at, Sequence.Open);
                return true;
            }

            if (at == label)
            {
                return false;
            }

            var next = inWords ? text[at..limit].StartsWith(" dot ", StringComparison.OrdinalIgnoreCase) ? at + 5 : -1
                : at + 1 < limit && text[at] == '.' && char.IsLetterOrDigit(text[at + 1]) ? at + 1
                : -1;
            if (next < 0)
            {
                if (!isLast && text.Length - at < 6 && (inWords
                    ? " dot ".AsSpan().StartsWith(text[at..], StringComparison.OrdinalIgnoreCase)
                    : ".".AsSpan().StartsWith(text[at..])))
                {
                    found = new Sequence(start, text.Length, Sequence.Open);
                    return true;
                }

                return dots > 0 && (at - label == 2 || TopLevel.Contains(text[label..at]));
            }

            dots++;
            at = next;
        }
    }
}
