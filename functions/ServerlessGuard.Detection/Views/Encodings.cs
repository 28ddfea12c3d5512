using System.Buffers;
using System.Collections.Frozen;

namespace ServerlessGuard.Detection.Views;

/// <summary>
/// Sequences that stand for a character in markup, URLs, mail and code: percent escapes (RFC 3986), character references (HTML),
/// quoted-printable (RFC 2045), strings put together from pieces, and the at sign and dots of an address in words.
/// </summary>
internal static class Encodings
{
    /// <summary>No sequence is longer.</summary>
    public const int Longest = 96;

    private const int LongestEscape = 24;
    private const int MostSpaces = 40;
    private const int LongestLine = 76;
    private const int LongestLabel = 64;

    private const string Dot = " dot ";
    private const string At = " at ";

    private static readonly SearchValues<string> Dots = SearchValues.Create([Dot], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> Marks = SearchValues.Create("%&=+@([{\\\x1b");

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Named =
        ("amp & lt < gt > quot \" apos ' commat @ period . colon : sol / lowbar _ hyphen - dash - plus + equals = num # percnt % excl ! "
            + "dollar $ semi ; comma , nbsp \u00a0 shy \u00ad zwnj \u200c Tab \t NewLine \n").Split(' ')
        .Chunk(2)
        .ToFrozenDictionary(static pair => pair[0], static pair => pair[1][0], StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Openers = SearchValues.Create("\\%&\x1b");

    /// <summary>The first sequence that starts at or after <paramref name="from"/>.</summary>
    public static bool Next(ReadOnlySpan<char> text, int from, bool isLast, out Sequence found)
    {
        var (mark, word) = (from - 1, from - 1);
        while (true)
        {
            mark = mark < from ? NextMark(text, from) : mark;
            word = word < from ? NextWord(text, from) : word;
            var at = Math.Min(mark, word);
            if (at >= text.Length)
            {
                return OpenAtEnd(text, from, isLast, out found);
            }

            if ((at == word ? AddressWords.TryReadWord(text, at, isLast, out found) : TryRead(text, at, isLast, out found))
                && found.Start >= from)
            {
                return true;
            }

            from = at + 1;
        }
    }

    /// <summary>The next mark behind which stands what a sequence needs there.</summary>
    private static int NextMark(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && text[from..].IndexOfAny(Marks) is >= 0 and var offset)
        {
            var at = from + offset;
            var after = at + 1 < text.Length ? text[at + 1] : '\0';
            if (after == '\0' || text[at] switch
            {
                '=' => after is '\r' or '\n' or '3' or (>= 'C' and <= 'F'),
                '@' => at > 0 && text[at - 1] == ' ',
                '(' or '[' or '{' => after is 'a' or 'A' or 'd' or 'D' or '.' or '@' or ' ',
                '+' => after is ' ' or '"' or '\'' or '`' or '\r' or '\n',
                '\\' => at > 0 && IsBesideBackslash(text[at - 1]) && (after == '\\' || IsBesideBackslash(after)),
                _ => true,
            })
            {
                return at;
            }

            from = at + 1;
        }

        return text.Length;
    }

    /// <summary>The next dot of an address in words, or the at sign in words before it.</summary>
    private static int NextWord(ReadOnlySpan<char> text, int from)
    {
        var offset = text[from..].IndexOfAny(Dots);
        if (offset < 0)
        {
            return text.Length;
        }

        var near = Math.Max(0, offset - LongestLabel);
        var at = text.Slice(from + near, offset + 1 - near).LastIndexOf(At, StringComparison.OrdinalIgnoreCase);
        return from + (at < 0 ? offset : near + at);
    }

    /// <summary>
    /// Whether an escape, a percent escape or a character reference that starts before <paramref name="position"/> goes on there.
    /// </summary>
    public static bool IsInside(ReadOnlySpan<char> text, int position)
    {
        for (var (first, end) = (Math.Max(0, position - LongestEscape), position); end > first;)
        {
            var offset = text[first..end].LastIndexOfAny(Openers);
            if (offset < 0)
            {
                break;
            }

            end = first + offset;
            var rest = text.Slice(end, Math.Min(2 * LongestEscape, text.Length - end));
            if (rest[0] == '\\'
                ? Escapes.Next(rest, 0, isLast: true, out var found) && found.Start == 0
                : TryRead(rest, 0, isLast: true, out found))
            {
                return end + found.End > position;
            }
        }

        return false;
    }

    /// <summary>Whether a label stands there, and behind it nothing but the beginning of a dot in words.</summary>
    private static bool MayBeDomain(ReadOnlySpan<char> rest)
    {
        var label = 0;
        while (label < rest.Length && (char.IsLetterOrDigit(rest[label]) || rest[label] == '-'))
        {
            label++;
        }

        return Dot.AsSpan().StartsWith(rest[label..], StringComparison.OrdinalIgnoreCase);
    }

    // The words at the end of the text may be the beginning of an address, and a quote the end of one string literal of several.
    private static bool OpenAtEnd(ReadOnlySpan<char> text, int from, bool isLast, out Sequence found)
    {
        found = default;
        if (isLast)
        {
            return false;
        }

        var first = Math.Max(from, text.Length - LongestLabel - Dot.Length);
        var at = text[first..].LastIndexOf(At, StringComparison.OrdinalIgnoreCase);
        var start = at >= 0 && MayBeDomain(text[(first + at + At.Length)..]) ? first + at : -1;
        for (var tail = Math.Max(from, text.Length - Dot.Length + 1); tail < text.Length && start < 0; tail++)
        {
            start = At.AsSpan().StartsWith(text[tail..], StringComparison.OrdinalIgnoreCase)
                || Dot.AsSpan().StartsWith(text[tail..], StringComparison.OrdinalIgnoreCase) ? tail : -1;
        }

        while (start > from && text[start - 1] == ' ')
        {
            start--; // the spaces before a mark belong to it
        }

        var quote = text.Length - 1;
        while (quote >= from && text.Length - quote < MostSpaces && char.IsWhiteSpace(text[quote]))
        {
            quote--;
        }

        if (quote >= from && IsQuote(text[quote]) && (start < 0 || quote < start))
        {
            start = quote;
        }

        found = new Sequence(start, text.Length, Sequence.Open);
        return start >= 0;
    }

    private static bool IsQuote(char unit) => unit is '"' or '\'' or '`';

    private static bool TryRead(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found) => text[at] switch
    {
        '\x1b' => TryReadControl(text, at, isLast, out found),
        '\\' => TryReadIdle(text, at, isLast, out found),
        '%' => Utf8Sequence.TryRead(text, at, 1, isLast, out found),
        '&' => TryReadJoint(text, at, isLast, out found) || TryReadReference(text, at, isLast, out found),
        '+' => TryReadJoint(text, at, isLast, out found),
        '=' => TryReadQuoted(text, at, isLast, out found),
        _ => AddressWords.TryReadMark(text, at, isLast, out found),
    };

    // A value goes on there; spaces and quotes end most.
    private static bool IsBesideBackslash(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-' or '.' or '@' or '+' or '/';

    /// <summary>
    /// A backslash that JavaScript and Markdown leave out, or several where the text was escaped more than once: what follows stands for
    /// itself.
    /// </summary>
    private static bool TryReadIdle(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found)
    {
        var end = at + 1;
        while (end < text.Length && text[end] == '\\' && end - at < LongestEscape)
        {
            end++;
        }

        var isOpen = end == text.Length && end - at < LongestEscape;
        found = new Sequence(at, end, isOpen ? Sequence.Open : Sequence.Nothing);
        return isOpen ? !isLast : IsBesideBackslash(text[end]);
    }

    /// <summary>A control sequence of a terminal (ECMA-48, section 5.4), such as a colour's.</summary>
    private static bool TryReadControl(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found)
    {
        var end = at + 1;
        if (end < text.Length && text[end] != '[')
        {
            found = default;
            return false;
        }

        for (end++; end < text.Length && end - at < LongestEscape && text[end] is >= ' ' and <= '?';)
        {
            end++;
        }

        if (end >= text.Length)
        {
            found = new Sequence(at, text.Length, Sequence.Open);
            return !isLast;
        }

        found = new Sequence(at, end + 1, Sequence.Nothing);
        return text[end] is >= '@' and <= '~';
    }

    private static bool TryReadReference(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found)
    {
        var body = text[(at + 1)..Math.Min(text.Length, at + 12)];
        var length = body.IndexOfAnyExcept(ReferenceUnits);
        if (length < 0)
        {
            found = new Sequence(at, text.Length, Sequence.Open);
            return !isLast && body.Length < 11;
        }

        var value = body[length] != ';' ? -1
            : body.StartsWith("#x", StringComparison.OrdinalIgnoreCase) ? Number(body[2..length], 16)
            : body[0] == '#' ? Number(body[1..length], 10)
            : Named.TryGetValue(body[..length], out var named) ? named
            : -1;
        found = new Sequence(at, at + length + 2, value);
        return value is > 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF);
    }

    private static readonly SearchValues<char> ReferenceUnits =
        SearchValues.Create("#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static int Number(ReadOnlySpan<char> digits, int radix)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            var one = Utf8Sequence.Hex([digit]);
            if (one < 0 || one >= radix || value > 0x10FFFF)
            {
                return -1;
            }

            value = (value * radix) + one;
        }

        return digits.IsEmpty ? -1 : value;
    }

    /// <summary>The end of one string literal and the beginning of the next.</summary>
    private static bool TryReadJoint(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found)
    {
        found = default;
        var left = at - 1;
        while (left > 0 && at - left < MostSpaces && char.IsWhiteSpace(text[left]))
        {
            left--;
        }

        if (left < 0 || !IsQuote(text[left]))
        {
            return false;
        }

        var right = at + 1;
        while (right < text.Length && right - at < MostSpaces && char.IsWhiteSpace(text[right]))
        {
            right++;
        }

        if (right == text.Length)
        {
            found = new Sequence(left, right, Sequence.Open);
            return !isLast;
        }

        found = new Sequence(left, right + 1, Sequence.Nothing);
        return text[right] == text[left];
    }

    /// <summary>A soft line break, an equals sign, or the bytes of one character beyond ASCII, in quoted-printable text.</summary>
    private static bool TryReadQuoted(ReadOnlySpan<char> text, int at, bool isLast, out Sequence found)
    {
        var rest = text[(at + 1)..Math.Min(text.Length, at + 3)];
        found = new Sequence(at, text.Length, Sequence.Open);
        if (rest.IsEmpty)
        {
            return !isLast;
        }

        if (rest[0] is '\r' or '\n')
        {
            if (rest is ['\r'])
            {
                return !isLast;
            }

            var end = at + (rest.StartsWith("\r\n") ? 3 : 2);
            found = new Sequence(at, end, Sequence.Nothing);
            return end == text.Length ? Open(isLast, ref found) : WordBoundary.IsWord(text[end]) && IsSoftBreak(text, at);
        }

        if (rest[0] == '3')
        {
            found = rest.Length == 1 ? found : new Sequence(at, at + 3, '=');
            return rest.Length == 1 ? !isLast : rest[1] == 'D';
        }

        return rest[0] is >= 'C' and <= 'F' && Utf8Sequence.TryRead(text, at, 1, isLast, out found)
            && (found.IsOpen || found.CodePoint > 0xFF || found.End - at > 3);
    }

    private static bool Open(bool isLast, ref Sequence found)
    {
        found = found with { CodePoint = Sequence.Open };
        return !isLast;
    }

    // A name without a value is a setting that is empty; a line without a space ends in base64.
    private static bool IsSoftBreak(ReadOnlySpan<char> text, int at)
    {
        var line = text[Math.Max(0, at - LongestLine)..at];
        line = line[(line.LastIndexOf('\n') + 1)..];
        return !line.IsEmpty && line[^1] is not ' ' and not '=' && line.ContainsAny(' ', '"', '@');
    }
}
