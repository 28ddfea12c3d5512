namespace ServerlessGuard.Detection.Sieve;

/// <summary>A set of UTF-16 units: ASCII exactly, all others as one. It may hold too much, never too little.</summary>
internal readonly record struct UnitSet(UInt128 Ascii, bool Other)
{
    public static UnitSet All { get; } = new(UInt128.MaxValue, Other: true);

    public static UnitSet Of(char unit) => unit < 0x80 ? new UnitSet(UInt128.One << unit, Other: false) : new UnitSet(0, Other: true);

    public static UnitSet Where(Predicate<char> predicate, bool other)
    {
        var ascii = UInt128.Zero;
        for (var unit = '\0'; unit < 0x80; unit++)
        {
            if (predicate(unit))
            {
                ascii |= UInt128.One << unit;
            }
        }

        return new UnitSet(ascii, other);
    }

    public static UnitSet Range(char first, char last) => Where(unit => unit >= first && unit <= last, last >= 0x80);

    public static UnitSet operator |(UnitSet left, UnitSet right) => new(left.Ascii | right.Ascii, left.Other || right.Other);

    /// <summary>Everything else; units beyond ASCII always count as in it, since they are not told apart.</summary>
    public static UnitSet operator ~(UnitSet set) => new(~set.Ascii, Other: true);

    public bool Has(int ascii) => ((Ascii >> ascii) & 1) != 0;

    /// <summary>With both cases of every letter. A few units beyond ASCII fold to ASCII letters, so those join in.</summary>
    public UnitSet IgnoringCase()
    {
        var set = this;
        var folded = Where(unit => set.Has(unit) || (char.IsAsciiLetter(unit) && set.Has(unit ^ 0x20)), Other);
        return folded with { Other = Other || Where(char.IsAsciiLetter, other: false).Ascii is var letters && (folded.Ascii & letters) != 0 };
    }
}
