namespace ServerlessGuard.Detection.Checks;

/// <summary>The postcode areas of the United Kingdom and the Crown dependencies.</summary>
internal static class UkPostcodes
{
    private static readonly HashSet<string> Areas =
    [
        .. ("AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
            + "G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
            + "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD "
            + "WF WN WR WS WV YO ZE").Split(' '),
    ];

    /// <summary>Whether the leading letters are an area. "W5 2GB" names a size, not a place.</summary>
    public static bool IsArea(ReadOnlySpan<char> value)
    {
        var letters = value.IndexOfAnyInRange('0', '9');
        var length = letters < 0 || value.StartsWith("GIR", StringComparison.Ordinal) ? 3 : letters;
        return Areas.Contains(value[..length].ToString()) && !(length == 1 && value[^2..] is "GB" or "TB" or "HZ");
    }
}
