using System.Globalization;

namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// An exact set of UTF-16 units as a pattern names it: ASCII as bits, everything else by Unicode category and by
/// explicit ranges. Immutable.
/// </summary>
internal sealed class UnitSet : IEquatable<UnitSet>
{
    /// <summary>White space beyond ASCII. U+0085 is folded to a line feed before rules see it.</summary>
    public const uint SpaceCategories = 1u << (int)UnicodeCategory.SpaceSeparator
        | 1u << (int)UnicodeCategory.LineSeparator
        | 1u << (int)UnicodeCategory.ParagraphSeparator;

    public const uint LetterCategories = 0b11111;

    /// <summary>The units of .NET's <c>\w</c>: letters, non-spacing marks, decimal digits, connector punctuation.</summary>
    public const uint WordCategories = LetterCategories
        | 1u << (int)UnicodeCategory.NonSpacingMark
        | 1u << (int)UnicodeCategory.DecimalDigitNumber
        | 1u << (int)UnicodeCategory.ConnectorPunctuation;

    public const uint AllCategories = (1u << 30) - 1;

    // Folding the case of a longer range would cost more than it tells.
    private const int LongestFoldedRange = 2048;

    private readonly ulong _low;
    private readonly ulong _high;
    private readonly uint _categories;
    private readonly (char First, char Last)[] _ranges;
    private readonly int _hash;
    private readonly bool _others; // whether units beyond ASCII outside categories and ranges belong to the set, those inside do not

    private UnitSet(UInt128 ascii, uint categories, (char First, char Last)[] ranges, bool negated)
    {
        (_low, _high) = ((ulong)ascii, (ulong)(ascii >> 64));
        (_categories, _ranges, _others) = (categories, ranges, negated);
        _hash = HashCode.Combine(_low, _high, categories, negated, ranges.Length, ranges.Length == 0 ? default : ranges[0]);
    }

    private static readonly UnitSet[] Units = [.. Enumerable.Range(0, 0x80)
        .Select(static unit => new UnitSet(UInt128.One << unit, 0, [], negated: false))];

    private static readonly UnitSet[] CasedUnits = [.. Units.Select(static set => set.FoldCase())];

    public static UnitSet Empty { get; } = new(0, 0, [], negated: false);

    public UInt128 Ascii => new(_high, _low);

    public bool IsNegated => _others;

    public uint Categories => _categories;

    public ReadOnlySpan<(char First, char Last)> Ranges => _ranges;

    public static UnitSet Of(char unit) => unit < 0x80 ? Units[unit] : Range(unit, unit);

    public static UnitSet Range(char first, char last)
    {
        // All bits up to the last one, less those before the first one.
        var ascii = first < 0x80 ? (last >= 0x7f ? UInt128.MaxValue : (UInt128.One << (last + 1)) - 1) & ~((UInt128.One << first) - 1) : 0;
        return new UnitSet(ascii, 0, last < 0x80 ? [] : [((char)Math.Max((int)first, 0x80), last)], negated: false);
    }

    public static UnitSet Where(Predicate<char> ascii, uint categories)
    {
        var bits = UInt128.Zero;
        for (var unit = '\0'; unit < 0x80; unit++)
        {
            bits |= ascii(unit) ? UInt128.One << unit : 0;
        }

        return new UnitSet(bits, categories, [], negated: false);
    }

    /// <exception cref="NotSupportedException">A negated set with explicit ranges takes part.</exception>
    public static UnitSet operator |(UnitSet left, UnitSet right) => left._others || right._others
        ? throw new NotSupportedException("A negated set cannot be joined with another.")
        : new UnitSet(left.Ascii | right.Ascii, left._categories | right._categories, [.. left._ranges, .. right._ranges], negated: false);

    public static UnitSet operator ~(UnitSet set) => new(~set.Ascii, set._categories, set._ranges, !set._others);

    public bool Contains(char unit) =>
        unit < 0x40 ? (_low >> unit & 1) != 0 : unit < 0x80 ? (_high >> (unit - 0x40) & 1) != 0 : ContainsOther(unit);

    /// <summary>With both cases of every letter.</summary>
    public UnitSet IgnoringCase() => _categories == 0 && _ranges.Length == 0 && !_others && UInt128.PopCount(Ascii) == 1
        ? CasedUnits[(int)UInt128.Log2(Ascii)]
        : FoldCase();

    private UnitSet FoldCase()
    {
        var ascii = Ascii;
        var letters = (ascii >> 'A' | ascii >> 'a') & ((1u << 26) - 1);
        ascii |= letters << 'A' | letters << 'a';
        var categories = _categories;
        const uint cased = 1u << (int)UnicodeCategory.UppercaseLetter | 1u << (int)UnicodeCategory.LowercaseLetter;
        categories |= (categories & cased) != 0 ? cased : 0;
        var ranges = new List<(char First, char Last)>(_ranges);
        foreach (var (first, last) in _ranges)
        {
            for (int unit = first; unit <= last && last - first <= LongestFoldedRange; unit++)
            {
                AddOther(ranges, char.ToUpperInvariant((char)unit), (char)unit);
                AddOther(ranges, char.ToLowerInvariant((char)unit), (char)unit);
            }
        }

        return new UnitSet(ascii, categories, [.. ranges], _others);
    }

    public bool Equals(UnitSet? other) =>
        other is not null && other._low == _low && other._high == _high && other._categories == _categories
            && other._others == _others && other._ranges.AsSpan().SequenceEqual(_ranges);

    public override bool Equals(object? obj) => Equals(obj as UnitSet);

    public override int GetHashCode() => _hash;

    private static void AddOther(List<(char First, char Last)> ranges, char folded, char unit)
    {
        if (folded != unit && folded >= 0x80)
        {
            ranges.Add((folded, folded));
        }
    }

    private bool ContainsOther(char unit)
    {
        if (_categories != 0 && (_categories >> (int)char.GetUnicodeCategory(unit) & 1) != 0)
        {
            return !_others;
        }

        foreach (var (first, last) in _ranges)
        {
            if (unit >= first && unit <= last)
            {
                return !_others;
            }
        }

        return _others;
    }
}
