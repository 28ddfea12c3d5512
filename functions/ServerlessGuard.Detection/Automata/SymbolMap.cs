using System.Buffers;
using System.Globalization;
using System.Text;

namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// Gives every UTF-16 unit one of 256 symbols, so that automata run over bytes with small tables: ASCII units are their
/// own symbols; letters beyond ASCII share buckets, the two cases of one letter in buckets of the same number; the rest
/// shares one symbol per kind of Unicode category.
/// </summary>
internal static class SymbolMap
{
    public const int Count = 256;

    private const int FirstGroup = 0x80;
    private const int Groups = 10;
    private const int CasedBuckets = 26;
    private const int CaseBit = 0x20; // the same as in ASCII, so that one bit folds the case of any symbol
    private const int FirstUpper = 0xC0;
    private const int FirstLower = FirstUpper | CaseBit;
    private const int FirstUncased = FirstGroup + Groups;
    private const int UncasedBuckets = FirstUpper - FirstUncased;

    private static readonly byte[] Table = Build();
    private static readonly bool[] WordSymbols = [.. Enumerable.Range(0, Count).Select(static symbol => symbol < 0x80
        ? char.IsAsciiLetterOrDigit((char)symbol) || symbol == '_'
        : symbol is FirstGroup or FirstGroup + 3 or >= FirstUncased)];

    /// <summary>The symbols of word units.</summary>
    public static SearchValues<byte> WordBytes { get; } =
        SearchValues.Create([.. Enumerable.Range(0, Count)
            .Where(static symbol => WordSymbols[symbol]).Select(static symbol => (byte)symbol)]);

    private static readonly bool[] SpaceSymbols = [.. Enumerable.Range(0, Count)
        .Select(static symbol => symbol < 0x80 ? char.IsWhiteSpace((char)symbol) : symbol == FirstGroup + 5)];

    /// <summary>Whether a symbol's units belong to words: what <see cref="WordBoundary.IsWord"/> says of each of them.</summary>
    public static bool IsWord(byte symbol) => WordSymbols[symbol];

    /// <summary>Whether a symbol's units are letters, of any script.</summary>
    public static bool IsLetter(byte symbol) => symbol < 0x80 ? char.IsAsciiLetter((char)symbol) : symbol is FirstGroup or >= FirstUncased;

    /// <summary>Whether a symbol's units are white space.</summary>
    public static bool IsSpace(byte symbol) => SpaceSymbols[symbol];

    public static byte Of(char unit) => Table[unit];

    /// <summary>The symbol that stands for both cases: of a letter, the lower one's.</summary>
    public static byte IgnoringCase(byte symbol) => symbol switch
    {
        >= (byte)'A' and <= (byte)'Z' => (byte)(symbol | CaseBit),
        >= FirstUpper and < FirstUpper + CasedBuckets => (byte)(symbol | CaseBit),
        _ => symbol,
    };

    /// <summary>Writes the symbols of <paramref name="text"/>.</summary>
    public static void Map(ReadOnlySpan<char> text, Span<byte> symbols)
    {
        var table = Table;
        for (var done = 0; done < text.Length;)
        {
            // Copies ASCII as vectors until the first unit beyond it.
            Ascii.FromUtf16(text[done..], symbols[done..], out var copied);
            done += copied;
            for (var run = 1; done < text.Length && run > 0; done++)
            {
                // A few ASCII units between others are not worth a new start.
                run = text[done] >= 0x80 ? 16 : run - 1;
                symbols[done] = table[text[done]];
            }
        }
    }

    /// <summary>The symbols of a set's units: at least those, since units share symbols.</summary>
    public static bool[] Of(UnitSet set)
    {
        var symbols = new bool[Count];
        for (var unit = 0; unit < 0x80; unit++)
        {
            symbols[unit] = set.Contains((char)unit);
        }

        if (set.IsNegated && !IsExact(set))
        {
            Array.Fill(symbols, true, 0x80, 0x80);
            return symbols;
        }

        for (var category = 0; category < 30 && set.Categories != 0; category++)
        {
            if ((set.Categories >> category & 1) != 0)
            {
                AddCategory(symbols, (UnicodeCategory)category);
            }
        }

        foreach (var (first, last) in set.Ranges)
        {
            for (int unit = first; unit <= last; unit++)
            {
                symbols[Table[unit]] = true;
            }
        }

        for (var symbol = FirstGroup; set.IsNegated && symbol < Count; symbol++)
        {
            symbols[symbol] = !symbols[symbol];
        }

        return symbols;
    }

    /// <summary>Whether the set treats all units of each symbol alike.</summary>
    public static bool IsExact(UnitSet set)
    {
        if (!set.Ranges.IsEmpty)
        {
            return false;
        }

        for (var category = 0; category < 30; category++)
        {
            for (var other = 0; other < category; other++)
            {
                if (SymbolOf((UnicodeCategory)category) == SymbolOf((UnicodeCategory)other)
                    && ((set.Categories >> category ^ set.Categories >> other) & 1) != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int SymbolOf(UnicodeCategory category) => category switch
    {
        UnicodeCategory.LowercaseLetter => FirstLower,
        UnicodeCategory.UppercaseLetter => FirstUpper,
        UnicodeCategory.OtherLetter => FirstUncased,
        _ => FirstGroup + GroupOf(category),
    };

    private static void AddCategory(bool[] symbols, UnicodeCategory category)
    {
        // A letter whose other case is missing or ASCII is in its own case's buckets all the same.
        var (first, count) = category switch
        {
            UnicodeCategory.LowercaseLetter => (FirstLower, CasedBuckets),
            UnicodeCategory.UppercaseLetter => (FirstUpper, CasedBuckets),
            UnicodeCategory.OtherLetter => (FirstUncased, UncasedBuckets),
            _ => (SymbolOf(category), 1),
        };
        Array.Fill(symbols, true, first, count);
    }

    private static int GroupOf(UnicodeCategory category) => category switch
    {
        UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter => 0,
        UnicodeCategory.NonSpacingMark => 1,
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => 2,
        UnicodeCategory.DecimalDigitNumber => 3,
        UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => 4,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => 5,
        UnicodeCategory.ConnectorPunctuation => 6,
        UnicodeCategory.Surrogate => 7,
        UnicodeCategory.Control or UnicodeCategory.Format => 8,
        _ => 9,
    };

    private static byte[] Build()
    {
        var symbols = new byte[0x10000];
        for (var unit = 0; unit < symbols.Length; unit++)
        {
            var c = (char)unit;
            symbols[unit] = (byte)(unit < 0x80 ? unit : char.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.LowercaseLetter => FirstLower + (c % CasedBuckets),
                UnicodeCategory.UppercaseLetter => FirstUpper + (char.ToLowerInvariant(c) % CasedBuckets),
                UnicodeCategory.OtherLetter => FirstUncased + (c % UncasedBuckets),
                var category => FirstGroup + GroupOf(category),
            });
        }

        return symbols;
    }
}
