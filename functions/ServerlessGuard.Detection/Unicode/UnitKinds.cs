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
        (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB),
    ];

    /// <summary>Becomes one other unit, unless a mark or an ignored character follows.</summary>
    public const byte Folds = 8;

    private static readonly char[] FoldTable = new char[0x10000];
    private static readonly byte[] Table = Build();

    public static byte Of(char unit) => Table[unit];

    /// <summary>The unit that a plain or folding unit becomes.</summary>
    public static ReadOnlySpan<char> Fold => FoldTable;

    public static ReadOnlySpan<byte> Kinds => Table;

    /// <summary>Ignored code points beyond the BMP: tags (U+E0000) and variation selectors (U+E0100).</summary>
    public static bool IsIgnored(int codePoint) =>
        codePoint < 0x10000 ? Table[codePoint] == Ignored : codePoint is >= 0xE0000 and <= 0xE0FFF;

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
