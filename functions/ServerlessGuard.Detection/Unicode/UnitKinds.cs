using System.Buffers;
using System.Globalization;

namespace ServerlessGuard.Detection.Unicode;

/// <summary>The normaliser's action for each UTF-16 unit, as one flat table: the common case is one byte load.</summary>
internal static class UnitKinds
{
    public const byte Plain = 0;

    /// <summary>Its form or fold differs, or it needs a look as a code point (surrogates).</summary>
    public const byte Changes = 1;

    /// <summary>A combining mark, which belongs to the character before it.</summary>
    public const byte Mark = 2;

    /// <summary>Invisible: zero-width, bidi control, soft hyphen, variation selector. Removed.</summary>
    public const byte Ignored = 4;

    private static readonly (int First, int Last)[] IgnoredRanges =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
        // Controls but white space, next line (which folds to a line feed), and those that begin or end a terminal's sequences.
        (0x00, 0x06), (0x08, 0x08), (0x0E, 0x1A), (0x1C, 0x1F), (0x7F, 0x84), (0x86, 0x8F), (0x91, 0x97), (0x99, 0x9A),
    ];

    /// <summary>Becomes one other unit, unless a mark or an ignored character follows.</summary>
    public const byte Folds = 8;

    private static readonly bool[] OtherScriptTable = [.. Enumerable.Range(0, 0x10000).Select(static unit => IsOtherScript((char)unit))];
    private static readonly char[] FoldTable = new char[0x10000];
    private static readonly byte[] Table = Build();

    public static byte Of(char unit) => Table[unit];

    /// <summary>The unit that a plain or folding unit becomes.</summary>
    public static ReadOnlySpan<char> Fold => FoldTable;

    public static ReadOnlySpan<byte> Kinds => Table;

    /// <summary>ASCII that stays as it is.</summary>
    public static SearchValues<char> PlainAscii { get; } =
        SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(static unit => Table[unit] == Plain).Select(static unit => (char)unit)]);

    /// <summary>
    /// Ignored code points: beyond the BMP shorthand and musical controls, tags (U+E0000) and variation selectors (U+E0100).
    /// </summary>
    public static bool IsIgnored(int codePoint) => codePoint < 0x10000
        ? Table[codePoint] == Ignored
        : codePoint is (>= 0xE0000 and <= 0xE0FFF) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A);

    /// <summary>Per unit, whether it is a letter of a script other than Latin.</summary>
    public static ReadOnlySpan<bool> OtherScripts => OtherScriptTable;

    private static bool IsOtherScript(char unit) => unit >= '\u0370'
        && unit is not ((>= '\u1D00' and <= '\u1EFF')
            or (>= '\u2C60' and <= '\u2C7F')
            or (>= '\uA720' and <= '\uA7FF')
            or (>= '\uFF00' and <= '\uFF5A'))
        && char.IsLetter(unit);

    private static byte[] Build()
    {
        var table = new byte[0x10000];
        foreach (var codePoint in NfkcTable.Instance.Mapped)
        {
            if (codePoint < 0x10000)
            {
                table[codePoint] = Changes;
            }
        }

        foreach (var unit in Confusables.Folded)
        {
            table[unit] = Changes;
        }

        for (var unit = 0x80; unit < 0x10000; unit++)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue((char)unit) >= 0 || char.IsSurrogate((char)unit))
            {
                table[unit] = Changes;
            }
        }

        foreach (var codePoint in NfkcTable.Instance.Marks)
        {
            if (codePoint < 0x10000)
            {
                table[codePoint] = Mark;
            }
        }

        // The half-width voicing marks become marks, so they belong to the character before them as those do.
        table[0xFF9E] = table[0xFF9F] = Mark;
        foreach (var (first, last) in IgnoredRanges)
        {
            for (var unit = first; unit <= last; unit++)
            {
                table[unit] = Ignored;
            }
        }

        for (var unit = 0; unit < 0x10000; unit++)
        {
            FoldTable[unit] = (char)unit;
            if (table[unit] == Changes && !char.IsSurrogate((char)unit)
                && (NfkcTable.Instance.Form(unit) ?? ((char)unit).ToString()) is [var only]
                && Confusables.Fold(only) is var folded
                && !char.IsSurrogate(folded))
            {
                (table[unit], FoldTable[unit]) = (Folds, folded);
            }
        }

        return table;
    }
}
