using System.Collections.Frozen;
using System.Numerics;

namespace ServerlessGuard.Detection.Views;

/// <summary>
/// Orders in a disguise that readers and models see through: letters with spaces between them, digits for letters, emphasis, and white
/// space or marks of quotation between words. Looked for only where an order may begin.
/// </summary>
internal sealed class Disguises
{
    // The length that a sentence of an order may have when every letter has a space behind it.
    private const int Reach = 3 * Scanner.LongestOrdinary;
    private const int Near = 96;
    private const int NearWords = 4;
    private const int FewestSpaced = 8;
    private const int LongestWord = 24;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _firstWords;

    public Disguises(IEnumerable<Rule> rules) =>
        _firstWords = rules.Select(static rule => rule.Anchor)
            .OfType<Anchor.Prefix>()
            .SelectMany(static anchor => anchor.Literals)
            .Select(static literal => RuleIndex.Normal(literal).Split(' ')[0])
            .Where(static word => word.Length > 3)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Adds where an order may stand whose first word stands at <paramref name="at"/>, if anything is odd about what follows, or may
    /// be once more text follows.
    /// </summary>
    public static void AddIfOdd(ReadOnlySpan<char> text, int at, bool isLast, List<TextSpan> regions)
    {
        if (IsOdd(text.Slice(at, Math.Min(Near, text.Length - at)), isCut: !isLast && text.Length - at <= Near))
        {
            Add(at, at + Reach, regions);
        }
    }

    /// <summary>Adds where other orders in a disguise may stand, and brings all to rising start.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bits">The kinds of its units.</param>
    /// <param name="isLast">Whether no text follows.</param>
    /// <param name="regions">The places where orders may stand.</param>
    /// <returns>The text's end for now: what stands there may begin a disguise.</returns>
    public int Collect(ReadOnlySpan<char> text, TextBits bits, bool isLast, List<TextSpan> regions)
    {
        AddDigitsForLetters(text, bits, regions);
        AddSpaced(text, bits.Spaced, regions);
        regions.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return isLast ? text.Length : Open(text, regions);
    }

    /// <summary>
    /// The first unit of the gap before the word or the spaced letters at the text's end, where they may belong to an order in a
    /// disguise; else the text's length.
    /// </summary>
    private static int Open(ReadOnlySpan<char> text, List<TextSpan> regions)
    {
        var isReached = false;
        foreach (var region in regions)
        {
            isReached |= region.End >= text.Length;
        }

        var word = text.Length;
        while (word > 0 && IsOfWord(text[word - 1]))
        {
            word--;
        }

        var hasDigits = text[word..].ContainsAnyInRange('0', '9') && text.Length - word <= LongestWord;
        var open = Math.Min(OpenSpaced(text), isReached || hasDigits ? word : text.Length);
        while ((isReached || open < text.Length) && open > 0 && IsOfGap(text[open - 1]))
        {
            open--;
        }

        return open;
    }

    /// <summary>Adds what folds the disguise in a region; returns where it stopped, at the end of a word or gap.</summary>
    public static int Fold(ReadOnlySpan<char> text, TextSpan region, List<Sequence> sequences)
    {
        var end = Math.Min(region.End, text.Length);
        var at = region.Start;
        while (at < end)
        {
            if (SpacedEnd(text, at, 2) is var spaced && spaced > at)
            {
                for (at++; at < spaced; at += 2)
                {
                    sequences.Add(new Sequence(at, at + 1, Sequence.Nothing));
                }
            }
            else if (WordBoundary.IsWord(text[at]) && text[at] != '_')
            {
                var word = WordEnd(text, at);
                FoldDigits(text[at..word], at, sequences);
                at = word;
            }
            else
            {
                var gap = GapEnd(text, at);
                if (gap > at && at > 0 && gap < text.Length && WordBoundary.IsWord(text[at - 1]) && WordBoundary.IsWord(text[gap])
                    && text[at..gap] is not " " and not "_")
                {
                    sequences.Add(new Sequence(at, gap, ' '));
                }

                at = Math.Max(gap, at + 1);
            }
        }

        return at;
    }

    private static void Add(int start, int end, List<TextSpan> regions) => regions.Add(new TextSpan(start, end));

    /// <summary>Whether one of the first gaps between words is no single space, or one of the first words has digits for letters.</summary>
    private static bool IsOdd(ReadOnlySpan<char> text, bool isCut)
    {
        Span<char> folded = stackalloc char[LongestWord];
        for (var (at, words) = (0, 0); words < NearWords; words++)
        {
            var end = WordEnd(text, at);
            if (end == at)
            {
                return false;
            }

            var word = text[at..Math.Min(end, at + LongestWord)];
            at = GapEnd(text, end);
            if ((isCut && at == text.Length && (at > end || word.ContainsAnyInRange('0', '9')))
                || (word.ContainsAnyInRange('0', '9') && FoldWord(word, folded))
                || (at - end > 1 && at < text.Length && char.IsLetterOrDigit(text[at]))
                || (at - end == 1 && text[end] is '\n' or '\t'))
            {
                return true;
            }
        }

        return false;
    }

    private void AddDigitsForLetters(ReadOnlySpan<char> text, TextBits bits, List<TextSpan> regions)
    {
        Span<char> folded = stackalloc char[LongestWord];
        var digits = bits.Digits;
        var letters = bits.Letters;
        var (from, letterBefore) = (0, 0ul);
        for (var block = 0; block < digits.Length; block++)
        {
            var letter = letters[block];
            var following = block + 1 < letters.Length ? letters[block + 1] : 0;
            var beside = digits[block] & (letter << 1 | letterBefore | letter >> 1 | following << (TextBits.Block - 1));
            letterBefore = letter >> (TextBits.Block - 1);
            for (; beside != 0; beside &= beside - 1)
            {
                var digit = (block * TextBits.Block) + BitOperations.TrailingZeroCount(beside);
                if (digit < from)
                {
                    continue; // in a word that was looked at
                }

                var start = Math.Max(TextBits.Start(letters, digit), digit - LongestWord);
                from = TextBits.End(bits.Alphanumerics, digit);
                var isShort = from - start <= LongestWord;
                from = WordEnd(text, from);
                if (isShort && from - start is > 3 and <= LongestWord && FoldWord(text[start..from], folded)
                    && _firstWords.Contains(folded[..(from - start)]))
                {
                    Add(start, start + Reach, regions);
                }
            }
        }
    }

    private static void AddSpaced(ReadOnlySpan<char> text, ReadOnlySpan<ulong> spaced, List<TextSpan> regions)
    {
        var from = 0;
        for (var block = 0; block < spaced.Length; block++)
        {
            // Of four spaced letters two neighbours have separators on both sides.
            var following = block + 1 < spaced.Length ? spaced[block + 1] : 0;
            var pairs = spaced[block] & (spaced[block] >> 2 | following << (TextBits.Block - 2));
            for (; pairs != 0; pairs &= pairs - 1)
            {
                var start = (block * TextBits.Block) + BitOperations.TrailingZeroCount(pairs);
                if (start < from)
                {
                    continue; // in a region that was added
                }

                while (start > 1 && IsSeparator(text[start - 1]) && char.IsLetter(text[start - 2])
                    && (start == 2 || !WordBoundary.IsWord(text[start - 3])))
                {
                    start -= 2;
                }

                var end = SpacedEnd(text, start, FewestSpaced / 2);
                if (end > start)
                {
                    Add(start, end + Reach, regions);
                    from = end + Reach;
                }
            }
        }
    }

    /// <summary>The first of spaced letters at the text's end; the text's length when there are none.</summary>
    private static int OpenSpaced(ReadOnlySpan<char> text)
    {
        var at = text.Length;
        at -= at > 0 && IsSeparator(text[at - 1]) ? 1 : 0;
        var open = text.Length;
        while (at > 0 && text.Length - at < 2 * FewestSpaced
            && char.IsLetter(text[at - 1]) && (at == 1 || !WordBoundary.IsWord(text[at - 2])))
        {
            open = at - 1;
            at = at > 1 && IsSeparator(text[at - 2]) ? at - 2 : 0;
        }

        return open;
    }

    /// <summary>
    /// The end of letters with the same separator between them from <paramref name="start"/> on; start where they are too few.
    /// </summary>
    private static int SpacedEnd(ReadOnlySpan<char> text, int start, int fewest)
    {
        if (start + 2 > text.Length || !char.IsLetter(text[start]) || !IsSeparator(text[start + 1])
            || (start > 0 && WordBoundary.IsWord(text[start - 1]) && text[start - 1] != '_'))
        {
            return start;
        }

        var (separator, end, letters) = (text[start + 1], start + 1, 1);
        while (end + 1 < text.Length && text[end] == separator && char.IsLetter(text[end + 1])
            && (end + 2 == text.Length || !WordBoundary.IsWord(text[end + 2]) || text[end + 2] == '_'))
        {
            (end, letters) = (end + 2, letters + 1);
        }

        return letters >= fewest ? end : start;
    }

    private static bool IsSeparator(char unit) => unit is ' ' or '.' or '-' or '_' or '*';

    private static int WordEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsOfWord(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int GapEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsOfGap(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsOfWord(char unit) => char.IsLetterOrDigit(unit) || unit is '@' or '$';

    private static bool IsOfGap(char unit) => char.IsWhiteSpace(unit) || unit is '>' or '|' or '#' or '*' or '_' or '~' or '`';

    private static void FoldDigits(ReadOnlySpan<char> word, int start, List<Sequence> sequences)
    {
        Span<char> folded = stackalloc char[LongestWord];
        if (word.Length > LongestWord || !FoldWord(word, folded))
        {
            return;
        }

        for (var at = 0; at < word.Length; at++)
        {
            if (folded[at] != word[at])
            {
                sequences.Add(new Sequence(start + at, start + at + 1, folded[at]));
            }
        }
    }

    /// <summary>Reads digits and signs as the letters they look like; false where no letter is among them, or another digit.</summary>
    private static bool FoldWord(ReadOnlySpan<char> word, Span<char> folded)
    {
        var hasLetter = false;
        for (var at = 0; at < word.Length; at++)
        {
            var isDouble = (at > 0 && word[at - 1] == '1') || (at + 1 < word.Length && word[at + 1] == '1');
            folded[at] = word[at] switch
            {
                '0' => 'o',
                '1' => isDouble ? 'l' : 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                var unit => unit,
            };
            hasLetter |= char.IsLetter(word[at]);
            if (char.IsDigit(folded[at]))
            {
                return false;
            }
        }

        return hasLetter;
    }
}
