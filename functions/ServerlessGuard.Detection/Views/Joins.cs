namespace ServerlessGuard.Detection.Views;

/// <summary>
/// Runs of digits and capital letters that something stands between: the same separator between groups of the same length, or
/// letters where a reader of paper took a digit for one. Only a checksum tells whether they are a value.
/// </summary>
internal static class Joins
{
    private const int Shortest = 12;
    private const int Longest = 34;
    private const int LongestGroup = 4;
    private const int LongestSeparator = 6;
    private const int MostConfusions = 3;

    /// <summary>Finds the next run at or after <paramref name="from"/> and adds what is to be left out or replaced in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bits">The kinds of its units.</param>
    /// <param name="from">The unit to look from; set behind the run.</param>
    /// <param name="isLast">Whether no text follows.</param>
    /// <param name="sequences">Gets the separators and confusions.</param>
    /// <param name="run">The run's place; its end is the text's where more text may lengthen it.</param>
    public static bool Next(
        ReadOnlySpan<char> text, TextBits bits, ref int from, bool isLast, List<Sequence> sequences, out TextSpan run)
    {
        var digits = bits.Digits;
        var tokens = bits.Alphanumerics;
        for (int digit; (digit = TextBits.Next(digits, from)) < text.Length;)
        {
            var start = TextBits.Start(tokens, digit);
            var end = TextBits.End(tokens, digit);
            var isRead = start < from;
            from = end;
            if (isRead || digit - start > Longest + 1)
            {
                continue;
            }

            if (end == text.Length && !isLast && end - start <= Longest)
            {
                run = new TextSpan(start, end);
                return true;
            }

            if (end - start <= LongestGroup && !MayBeGroups(text, start, end))
            {
                continue;
            }

            if (end - start > LongestGroup
                ? TryConfused(text, start, end, sequences)
                : TryGroups(text, ref start, ref end, isLast, sequences))
            {
                from = end;
                run = new TextSpan(start, end);
                return true;
            }
        }

        run = default;
        return false;
    }

    /// <summary>The first of single capitals at the text's end that digits may follow; the text's length when there are none.</summary>
    public static int OpenLetters(ReadOnlySpan<char> text)
    {
        var open = text.Length;
        for (var (at, letters) = (text.Length, 0); letters < 2 && at > 0; letters++)
        {
            at -= !char.IsAsciiLetterOrDigit(text[at - 1]) ? 1 : 0;
            if (at == 0 || !char.IsAsciiLetterUpper(text[at - 1]) || (at > 1 && char.IsAsciiLetterOrDigit(text[at - 2])))
            {
                break;
            }

            open = --at;
        }

        return open;
    }

    /// <summary>Whether a second group of the same length follows behind a separator.</summary>
    private static bool MayBeGroups(ReadOnlySpan<char> text, int start, int end)
    {
        var size = end - start;
        var next = end + 1;
        if (end >= text.Length)
        {
            return false;
        }

        if (text[end] is '\r' or '\n')
        {
            return true;
        }

        if (text[end] is not (' ' or '.' or '-' or '/' or '\t'))
        {
            return false;
        }

        for (var last = Math.Min(next + size, text.Length); next < last; next++)
        {
            if (!char.IsAsciiDigit(text[next]) && !char.IsAsciiLetterUpper(text[next]))
            {
                return false;
            }
        }

        return next == text.Length || !char.IsAsciiLetterOrDigit(text[next]);
    }

    private static int TokenEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool TryGroups(ReadOnlySpan<char> text, ref int start, ref int end, bool isLast, List<Sequence> sequences)
    {
        var size = end - start;
        var first = SeparatorEnd(text, end);
        var separator = text[end..first];
        if (separator.IsEmpty && end < text.Length)
        {
            return false;
        }

        if (size == 1 && !separator.IsEmpty)
        {
            // A country's two letters stand before the digits.
            var step = separator.Length + 1;
            for (var letters = 0; letters < 2 && start >= step && char.IsAsciiLetterUpper(text[start - step])
                && (start == step || !char.IsAsciiLetterOrDigit(text[start - step - 1]))
                && text[(start - step + 1)..start].SequenceEqual(separator); letters++)
            {
                start -= step;
            }
        }

        Span<char> run = stackalloc char[Longest + LongestGroup];
        var (at, length, count) = (start, 0, sequences.Count);
        while (true)
        {
            var next = TokenEnd(text, at);
            var token = text[at..next];
            if (token.IsEmpty || token.Length > size || token.ContainsAnyInRange('a', 'z'))
            {
                break;
            }

            token.CopyTo(run[length..]);
            length += token.Length;
            end = next;
            var after = SeparatorEnd(text, end);
            if (after == text.Length && !isLast && length <= Longest)
            {
                end = text.Length; // more may follow
                break;
            }

            if (token.Length < size || !text[end..after].SequenceEqual(separator) || length > Longest)
            {
                break;
            }

            sequences.Add(new Sequence(end, after, Sequence.Nothing));
            at = after;
        }

        if (end == text.Length && !isLast)
        {
            return true;
        }

        if (sequences.Count > count && sequences[^1].Start >= end)
        {
            sequences.RemoveAt(sequences.Count - 1); // the last separator led to nothing
        }

        var groups = sequences.Count - count + 1;
        var isAddress = separator is "." && groups == 4 && size < LongestGroup;
        var isPlain = size == LongestGroup && separator is " " or "-"; // as people write it: rules know it
        if (groups > 3 && length is >= Shortest and <= Longest && !isPlain && !isAddress
            && IsNumber(run[..length]) && !GoesOn(text, end, separator))
        {
            return true;
        }

        sequences.RemoveRange(count, sequences.Count - count);
        return false;
    }

    /// <summary>Whether the run is digits alone, or digits and capitals after a country and two digits.</summary>
    private static bool IsNumber(ReadOnlySpan<char> run) =>
        !run.ContainsAnyExceptInRange('0', '9')
        || (char.IsAsciiLetterUpper(run[0]) && char.IsAsciiLetterUpper(run[1]) && char.IsAsciiDigit(run[2]) && char.IsAsciiDigit(run[3]));

    private static bool GoesOn(ReadOnlySpan<char> text, int end, ReadOnlySpan<char> separator) =>
        text[end..].StartsWith(separator) && end + separator.Length < text.Length && char.IsAsciiDigit(text[end + separator.Length]);

    /// <summary>One space, dot, dash or slash, or a line break with the marks of a quotation after it.</summary>
    private static int SeparatorEnd(ReadOnlySpan<char> text, int at)
    {
        if (at < text.Length && text[at] is ' ' or '.' or '-' or '/' or '\t')
        {
            return at + 1;
        }

        var end = at;
        if (end < text.Length && text[end] == '\r')
        {
            end++;
        }

        if (end >= text.Length || text[end] != '\n')
        {
            return end == text.Length ? end : at;
        }

        for (end++; end < text.Length && end - at < LongestSeparator && text[end] is '>' or ' ';)
        {
            end++;
        }

        return end;
    }

    private static bool TryConfused(ReadOnlySpan<char> text, int start, int end, List<Sequence> sequences)
    {
        if (end - start is < Shortest or > Longest)
        {
            return false;
        }

        var hasCountry = char.IsAsciiLetterUpper(text[start]) && char.IsAsciiLetterUpper(text[start + 1])
            && char.IsAsciiDigit(text[start + 2]);
        var count = sequences.Count;
        for (var at = hasCountry ? start + 2 : start; at < end; at++)
        {
            var unit = text[at];
            if (char.IsAsciiDigit(unit))
            {
                continue;
            }

            var isBetween = at > start && char.IsAsciiDigit(text[at - 1]) && (at + 1 == end || char.IsAsciiDigit(text[at + 1]));
            var digit = unit switch { 'O' or 'o' => '0', 'I' or 'l' => '1', _ => '\0' };
            if (digit != '\0' && isBetween && sequences.Count - count < MostConfusions)
            {
                sequences.Add(new Sequence(at, at + 1, digit));
            }
            else if (!hasCountry || !char.IsAsciiLetterUpper(unit))
            {
                sequences.RemoveRange(count, sequences.Count - count);
                return false;
            }
        }

        return sequences.Count > count;
    }
}
