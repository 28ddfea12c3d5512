namespace ServerlessGuard.Core.Redaction;

/// <summary>Reads a token, in any form in which it may come back, at the start of a text.</summary>
internal static class TokenParser
{
    /// <summary>The longest form that is read, in UTF-16 units.</summary>
    public const int MaxLength = 96;

    /// <param name="text">Starts where a token may start; never empty.</param>
    /// <param name="previous">The unit before, or NUL.</param>
    /// <param name="isLast">Whether no text follows.</param>
    /// <param name="session">Whose tokens are read.</param>
    public static TokenParseResult Read(ReadOnlySpan<char> text, char previous, bool isLast, TokenSession session)
    {
        switch (text[0])
        {
            case '[' or '【' or '［':
                return Bracketed(text, 1, isLast, session, out _);
            case '\\':
                return Escaped(text, isLast, session);
            case '&':
                return Entity(text, isLast, session);
            default:
                return char.IsAsciiLetterOrDigit(text[0]) && TokenText.Fold(previous) == '\0'
                    ? Bare(text, isLast, session)
                    : TokenParseResult.None;
        }
    }

    private static TokenParseResult Escaped(ReadOnlySpan<char> text, bool isLast, TokenSession session)
    {
        if (text.Length == 1)
        {
            return isLast ? TokenParseResult.None : TokenParseResult.Undecided;
        }

        if (text[1] != '[')
        {
            return TokenParseResult.None;
        }

        // The backslash is the model's only if it escaped the closing bracket too; else it is the author's.
        var reading = Bracketed(text, 2, isLast, session, out var escapedEnd);
        return reading.Entry is not null && !escapedEnd ? TokenParseResult.None : reading;
    }

    private static TokenParseResult Entity(ReadOnlySpan<char> text, bool isLast, TokenSession session)
    {
        foreach (var opening in (ReadOnlySpan<string>)["&#91;", "&lsqb;", "&lbrack;"])
        {
            if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                return Bracketed(text, opening.Length, isLast, session, out _);
            }

            if (!isLast && text.Length < opening.Length && opening.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return TokenParseResult.Undecided;
            }
        }

        return TokenParseResult.None;
    }

    private static TokenParseResult Bracketed(ReadOnlySpan<char> text, int from, bool isLast, TokenSession session, out bool escapedEnd)
    {
        escapedEnd = false;
        Span<char> symbols = stackalloc char[MaxLength];
        var count = 0;
        for (var at = from; at < text.Length && at < MaxLength; at++)
        {
            if (TokenText.Fold(text[at]) is var folded and not '\0')
            {
                symbols[count++] = folded;
            }
            else if (EndLength(text[at..], isLast) is var end && end != 0)
            {
                if (end < 0)
                {
                    return TokenParseResult.Undecided;
                }

                escapedEnd = text[at - 1] == '\\';
                return Resolve(symbols[..count], session) is { } entry ? TokenParseResult.Of(entry, at + end) : TokenParseResult.None;
            }
            else if (!TokenText.IsInner(text[at]))
            {
                return TokenParseResult.None;
            }
        }

        return isLast || text.Length >= MaxLength ? TokenParseResult.None : TokenParseResult.Undecided;
    }

    // 0: no end here; -1: more text is needed to decide.
    private static int EndLength(ReadOnlySpan<char> text, bool isLast)
    {
        if (text[0] is ']' or '】' or '］')
        {
            return 1;
        }

        if (text[0] != '&')
        {
            return 0;
        }

        foreach (var closing in (ReadOnlySpan<string>)["&#93;", "&rsqb;", "&rbrack;"])
        {
            if (text.StartsWith(closing, StringComparison.OrdinalIgnoreCase))
            {
                return closing.Length;
            }

            if (!isLast && text.Length < closing.Length && closing.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return -1;
            }
        }

        return 0;
    }

    private static TokenEntry? Resolve(ReadOnlySpan<char> symbols, TokenSession session)
    {
        if (symbols.Length < TokenCode.Length)
        {
            return null;
        }

        var entry = session.Resolve(symbols[^TokenCode.Length..]);
        if (entry is null && symbols.Length > TokenCode.Length && symbols[^1] == 'S')
        {
            // The label was put into the plural behind the code.
            entry = session.Resolve(symbols[^(TokenCode.Length + 1)..^1]);
        }

        return entry;
    }

    private static TokenParseResult Bare(ReadOnlySpan<char> text, bool isLast, TokenSession session)
    {
        var undecided = false;
        foreach (var word in session.RestorableWords)
        {
            var reading = Bare(text, word, isLast, session);
            if (reading.Entry is not null)
            {
                return reading;
            }

            undecided |= reading.More;
        }

        return undecided ? TokenParseResult.Undecided : TokenParseResult.None;
    }

    private static TokenParseResult Bare(ReadOnlySpan<char> text, string word, bool isLast, TokenSession session)
    {
        Span<char> code = stackalloc char[TokenCode.Length];
        var (matched, separated) = (0, false);
        for (var at = 0; at < MaxLength; at++)
        {
            var complete = matched == word.Length + TokenCode.Length;
            if (at >= text.Length)
            {
                return complete && isLast ? Entry(code, word, at, session) : isLast ? TokenParseResult.None : TokenParseResult.Undecided;
            }

            var folded = TokenText.Fold(text[at]);
            if (complete)
            {
                return folded == '\0' ? Entry(code, word, at, session) : TokenParseResult.None;
            }

            if (folded == '\0')
            {
                var spaced = matched <= word.Length ? TokenText.IsSeparator(text[at]) : text[at] == '\\' || TokenText.IsInvisible(text[at]);
                if (!spaced)
                {
                    return TokenParseResult.None;
                }

                separated |= matched == word.Length;
            }
            else if (matched < word.Length ? folded != word[matched] : !separated)
            {
                return TokenParseResult.None;
            }
            else
            {
                if (matched >= word.Length)
                {
                    code[matched - word.Length] = folded;
                }

                matched++;
            }
        }

        return TokenParseResult.None;
    }

    private static TokenParseResult Entry(ReadOnlySpan<char> code, string word, int length, TokenSession session) =>
        session.Resolve(code) is { } entry && entry.Word == word ? TokenParseResult.Of(entry, length) : TokenParseResult.None;
}

/// <summary>
/// A token of <paramref name="Length"/> units, or one unit that starts none, or <paramref name="More"/>: more text is needed to decide.
/// </summary>
internal readonly record struct TokenParseResult(TokenEntry? Entry, int Length, bool More)
{
    public static TokenParseResult None => new(null, 1, More: false);

    public static TokenParseResult Undecided => new(null, 0, More: true);

    public static TokenParseResult Of(TokenEntry entry, int length) => new(entry, length, More: false);
}
