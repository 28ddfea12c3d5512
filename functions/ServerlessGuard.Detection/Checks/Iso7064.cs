namespace ServerlessGuard.Detection.Checks;

/// <summary>The check systems of ISO/IEC 7064 that identifiers use.</summary>
internal static class Iso7064
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>MOD 97-10 on digits and letters (A = 10): the whole, check digits last, leaves 1.</summary>
    public static bool IsMod97(ReadOnlySpan<char> value) => Mod97(value) == 1;

    /// <summary>The value read as a number (A = 10 ... Z = 35), modulo 97; -1 for any other character.</summary>
    public static int Mod97(ReadOnlySpan<char> value)
    {
        var rest = 0;
        foreach (var c in value)
        {
            var digit = Value(c);
            if (digit < 0)
            {
                return -1;
            }

            rest = ((digit < 10 ? rest * 10 : rest * 100) + digit) % 97;
        }

        return rest;
    }

    /// <summary>MOD 11-2: digits with a check character that may be X (China's resident id, ORCID).</summary>
    public static bool IsMod11Radix2(ReadOnlySpan<char> value)
    {
        var rest = 0;
        for (var i = 0; i < value.Length - 1; i++)
        {
            rest = (rest + value[i] - '0') * 2 % 11;
        }

        var check = (12 - rest) % 11;
        return value.Length > 1 && char.ToUpperInvariant(value[^1]) == (check == 10 ? 'X' : (char)('0' + check));
    }

    /// <summary>MOD 11,10 hybrid: digits only (German tax id and VAT number, Croatian OIB).</summary>
    public static bool IsMod11Hybrid10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        for (var i = 0; i < digits.Length - 1; i++)
        {
            var sum = (digits[i] - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return digits.Length > 1 && (11 - product) % 10 == digits[^1] - '0';
    }

    internal static int Value(char c) => Alphanumeric.IndexOf(char.ToUpperInvariant(c));
}
