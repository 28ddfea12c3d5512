namespace ServerlessGuard.Detection.Views;

/// <summary>
/// The escapes of code and JSON: a backslash, or several where the text was escaped more than once, and what they escape. What is
/// not one, such as a path's, stays as it is.
/// </summary>
internal static class Escapes
{
    private const int MostBackslashes = 64;

    /// <summary>Decodes every escape. Linear.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isLast">Whether no text follows.</param>
    /// <param name="target">Gets the text with its escapes decoded.</param>
    /// <param name="hasWords">Whether one stands for a letter or digit.</param>
    /// <param name="hasBackslashes">Whether one stands for a backslash, which may begin another escape.</param>
    /// <returns>How much of the text was read: all, or up to an escape that more text would complete.</returns>
    public static int Decode(ReadOnlySpan<char> text, bool isLast, NormalisedText target, out bool hasWords, out bool hasBackslashes)
    {
        hasWords = hasBackslashes = false;
        if (!Next(text, 0, isLast, out var next))
        {
            target.SetIdentity(text.Length);
            return text.Length;
        }

        target.Begin(text.Length);
        var done = 0;
        do
        {
            target.Copy(text[done..next.Start], done, isFolding: false);
            if (next.IsOpen)
            {
                return next.Start;
            }

            target.Replace(next);
            hasWords |= next.CodePoint is > ' ' and < 0x10000 && WordBoundary.IsWord((char)next.CodePoint);
            hasBackslashes |= next.CodePoint == '\\';
            done = next.End;
        }
        while (Next(text, done, isLast, out next));

        target.Copy(text[done..], done, isFolding: false);
        return text.Length;
    }

    /// <summary>The first escape at or after <paramref name="from"/>.</summary>
    public static bool Next(ReadOnlySpan<char> text, int from, bool isLast, out Sequence found)
    {
        while (from < text.Length && text[from..].IndexOf('\\') is >= 0 and var offset)
        {
            var start = from + offset;
            var at = start;
            while (at < text.Length && text[at] == '\\')
            {
                at++;
            }

            if (at - start <= MostBackslashes && TryRead(text, start, at, isLast, out found))
            {
                return true;
            }

            from = at;
        }

        found = default;
        return false;
    }

    private static bool TryRead(ReadOnlySpan<char> text, int start, int at, bool isLast, out Sequence found)
    {
        if (at == text.Length)
        {
            found = new Sequence(start, at, Sequence.Open);
            return !isLast;
        }

        var simple = text[at] switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'a' or 'b' or 'f' or 'v' or 'e' => ' ',
            '"' or '\'' or '`' or '/' => text[at],
            _ => '\0',
        };
        if (simple != '\0')
        {
            found = new Sequence(start, at + 1, simple);
            return true;
        }

        return text[at] switch
        {
            'x' => Utf8Sequence.TryRead(text, start, at + 1 - start, isLast, out found),
            'u' when at + 1 < text.Length && text[at + 1] == '{' => TryReadBraced(text, start, at + 2, isLast, out found),
            'u' => TryReadHex(text, start, at + 1, 4, isLast, out found),
            'U' => TryReadHex(text, start, at + 1, 8, isLast, out found),
            >= '0' and <= '7' => TryReadOctal(text, start, at, isLast, out found),
            '\r' or '\n' => TryReadLineEnd(text, start, at, isLast, out found),
            _ => None(out found),
        };
    }

    private static bool TryReadBraced(ReadOnlySpan<char> text, int start, int at, bool isLast, out Sequence found)
    {
        var digits = text[at..Math.Min(text.Length, at + 7)];
        var length = digits.IndexOf('}');
        if (length < 0)
        {
            found = new Sequence(start, text.Length, Sequence.Open);
            return !isLast && digits.Length < 7 && Utf8Sequence.Hex(digits) >= 0;
        }

        found = new Sequence(start, at + length + 1, length == 0 ? -1 : Utf8Sequence.Hex(digits[..length]));
        return found.CodePoint is >= 0 and <= 0x10FFFF;
    }

    private static bool TryReadHex(ReadOnlySpan<char> text, int start, int at, int digits, bool isLast, out Sequence found)
    {
        var present = text[at..Math.Min(text.Length, at + digits)];
        var value = Utf8Sequence.Hex(present);
        found = new Sequence(start, at + digits, present.Length < digits ? Sequence.Open : value);
        return value is >= 0 and <= 0x10FFFF && (present.Length == digits || !isLast);
    }

    /// <summary>
    /// Two or three digits for a character of ASCII that is seen, as JavaScript, C and Python read them; NUL as a space. Others stay: a
    /// backslash before a digit may as well be a group's number.
    /// </summary>
    private static bool TryReadOctal(ReadOnlySpan<char> text, int start, int at, bool isLast, out Sequence found)
    {
        var most = Math.Min(text.Length, at + (text[at] <= '3' ? 3 : 2));
        var (end, value) = (at, 0);
        while (end < most && text[end] is >= '0' and <= '7')
        {
            value = (value * 8) + text[end++] - '0';
        }

        if (end == text.Length && end - at < (text[at] <= '3' ? 3 : 2) && !isLast)
        {
            found = new Sequence(start, end, Sequence.Open);
            return true;
        }

        found = new Sequence(start, end, value == 0 ? ' ' : value);
        return value is 0 or (> ' ' and < 0x7F);
    }

    /// <summary>
    /// A line that is continued inside a word: neither the backslash nor the end of the line is part of it. Behind a space, as in a shell's
    /// command, both stay.
    /// </summary>
    private static bool TryReadLineEnd(ReadOnlySpan<char> text, int start, int at, bool isLast, out Sequence found)
    {
        found = new Sequence(start, at + 1, Sequence.Nothing);
        if (start == 0 || char.IsWhiteSpace(text[start - 1]) || text[at] == '\n')
        {
            return start > 0 && text[at] == '\n' && !char.IsWhiteSpace(text[start - 1]);
        }

        if (at + 1 == text.Length)
        {
            found = found with { CodePoint = Sequence.Open };
            return !isLast;
        }

        found = found with { End = text[at + 1] == '\n' ? at + 2 : at + 1 };
        return true;
    }

    private static bool None(out Sequence found)
    {
        found = default;
        return false;
    }
}
