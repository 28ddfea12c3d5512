using System.Collections.Frozen;
using System.Globalization;

namespace ServerlessGuard.Detection.Unicode;

/// <summary>
/// Folds one UTF-16 unit to the ASCII character it is mistaken for: letters of other scripts that look like Latin ones
/// (a choice from Unicode Technical Standard 39's confusables), dashes, quotes, and every decimal digit.
/// </summary>
internal static class Confusables
{
    private static readonly (string From, string To)[] Pairs =
    [
        // Cyrillic
        ("АВЕЅІЈКМНОРСТУХҮԌԚԜԀ", "ABESIJKMHOPCTYXYGQWd"),
        ("аеіјорсухѕһԁԛԝҽ", "aeijopcyxshdqwe"),
        ("вкмнтгь", "bkmhtrb"),

        // Greek
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϜ", "ABEZHIKMNOPTYXF"),
        ("ανορτυχικγ", "avoptuxiky"),

        // Armenian, Cherokee and Latin extensions
        ("օսոցհյ", "ounghj"),
        ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᏃ", "ABCDEGHJKLMPRSTVWZ"),
        ("ıɩɑɡʟɴʀʏꜱᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢʙɢʜɪ", "iiaglnrysacdejkmoptuvwzbghi"),

        // Dashes, quotes, separators of lines
        ("‐‑‒–—―−⁃﹘﹣－", "-----------"),
        ("‘’‚‛ʹʼˈ′＇", "'''''''''"),
        ("“”„‟″＂", "\"\"\"\"\"\""),
        ("\u2028\u2029\u0085", "\n\n\n"),
        ("∕⁄⧸", "///"),
        ("․‧", ".."),
        ("∶꞉", "::"),
        ("﹫", "@"),
    ];

    private static readonly FrozenDictionary<char, char> Folds = Build();

    /// <summary>Every unit that folds to another, apart from digits.</summary>
    public static IReadOnlyCollection<char> Folded => Folds.Keys;

    public static char Fold(char unit)
    {
        if (unit < 0x80)
        {
            return unit;
        }

        if (Folds.TryGetValue(unit, out var folded))
        {
            return folded;
        }

        var digit = CharUnicodeInfo.GetDecimalDigitValue(unit);
        return digit < 0 ? unit : (char)('0' + digit);
    }

    private static FrozenDictionary<char, char> Build()
    {
        var folds = new Dictionary<char, char>();
        foreach (var (from, to) in Pairs)
        {
            if (from.Length != to.Length)
            {
                throw new InvalidOperationException($"A row of confusables has {from.Length} characters for {to.Length}.");
            }

            for (var i = 0; i < from.Length; i++)
            {
                folds.Add(from[i], to[i]);
            }
        }

        return folds.ToFrozenDictionary();
    }
}
