using System.Globalization;

namespace ServerlessGuard.Detection.Names;

/// <summary>
/// Cuts a text into stretches that are tagged by themselves: sentences or lines of a bounded number of tokens. The end of one depends on
/// its own text and the first unit of the next alone, so that a text that arrives in pieces is cut as the whole one.
/// </summary>
public static class NameSentence
{
    /// <summary>The most tokens of a sentence; a longer one is cut.</summary>
    public const int MostTokens = 128;

    /// <summary>A longer word is cut: no name has it, and a stream need not wait for its end.</summary>
    public const int LongestToken = 64;

    /// <summary>The sentence that begins at or after <paramref name="start"/>.</summary>
    /// <param name="end">Its end: behind its last token.</param>
    /// <param name="next">The start of the next one; the text's length where there is none.</param>
    /// <returns>Whether the next one has begun, so that more text cannot change this one.</returns>
    public static bool Read(ReadOnlySpan<char> text, int start, out int end, out int next)
    {
        var (tokens, last, before) = (0, default(TextSpan), default(TextSpan));
        for (var at = start; ; at = last.End)
        {
            // A line that has ended is decided before the next one begins.
            if (tokens > 0 && EndsLine(text, last.End))
            {
                (end, next) = (last.End, last.End);
                return true;
            }

            if (!TryToken(text, at, out var token))
            {
                (end, next) = (tokens == 0 ? start : last.End, text.Length);
                return false;
            }

            if (tokens > 0 && (tokens == MostTokens || IsBreak(text, before, last, token, tokens)))
            {
                (end, next) = (last.End, token.Start);
                return true;
            }

            (before, last, tokens) = (last, token, tokens + 1);
        }
    }

    /// <summary>The tokens of one sentence.</summary>
    internal static void Tokens(ReadOnlySpan<char> sentence, List<TextSpan> tokens)
    {
        tokens.Clear();
        for (var at = 0; tokens.Count < MostTokens && TryToken(sentence, at, out var token); at = token.End)
        {
            tokens.Add(token);
        }
    }

    private static bool TryToken(ReadOnlySpan<char> text, int at, out TextSpan token)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        var end = at + 1;
        if (at < text.Length && IsWord(text[at]))
        {
            while (end < text.Length && end - at < LongestToken && IsWord(text[end]))
            {
                end++;
            }
        }

        token = new TextSpan(at, end);
        return at < text.Length;
    }

    private static bool EndsLine(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]) && text[at] is not ('\n' or '\r'))
        {
            at++;
        }

        return at < text.Length && (text[at] is '\n' or '\r');
    }

    private static bool IsBreak(ReadOnlySpan<char> text, TextSpan before, TextSpan last, TextSpan next, int tokens)
    {
        // "J. Cole", "Dr. Osei" and "No. 3" continue.
        var unit = text[last.Start];
        return next.Start > last.End
            && (unit is '!' or '?' or '。' || (unit == '.' && tokens > 1 && before.Length > 3 && char.IsUpper(text[next.Start])));
    }

    private static bool IsWord(char unit) => char.IsLetterOrDigit(unit) || char.IsSurrogate(unit)
        || char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
