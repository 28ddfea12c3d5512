namespace ServerlessGuard.Detection.Checks;

/// <summary>ISO/IEC 7812-1 annex B. Catches every single-digit change and all neighbour swaps but 09/90.</summary>
internal static class Luhn
{
    /// <summary>Digits only; anything else is skipped by the caller.</summary>
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : (2 * digit) - 9;
        }

        return digits.Length > 1 && sum % 10 == 0;
    }
}

/// <summary>Weighted digit sums: most national identifiers are one of these with their own weights and modulus.</summary>
internal static class Weighted
{
    /// <summary>The sum of digit times weight over as many digits as there are weights.</summary>
    public static int Sum(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    /// <summary>Whether all digits, the check digit included, sum to a multiple of <paramref name="modulus"/>.</summary>
    public static bool IsMultiple(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights, int modulus) =>
        digits.Length == weights.Length && Sum(digits, weights) % modulus == 0;

    /// <summary>The sum of the digits of each product (so 14 counts 5), as some mod-10 systems want.</summary>
    public static int CrossSum(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var product = (digits[i] - '0') * weights[i];
            sum += (product / 10) + (product % 10);
        }

        return sum;
    }
}

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

/// <summary>J. Verhoeff's dihedral check (1969), used by Aadhaar. Catches every single-digit change and every neighbour swap.</summary>
internal static class Verhoeff
{
    // One row per position modulo 8: the first permutation applied again and again.
    private static readonly int[] FirstPermutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    private static readonly int[][] Permutations = Permute();

    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            check = Multiply(check, Permutations[i % 8][digits[digits.Length - 1 - i] - '0']);
        }

        return digits.Length > 1 && check == 0;
    }

    /// <summary>The dihedral group of order 10: 0-4 are rotations, 5-9 reflections.</summary>
    private static int Multiply(int left, int right) => (left < 5, right < 5) switch
    {
        (true, true) => (left + right) % 5,
        (true, false) => 5 + ((left + right - 5) % 5),
        (false, true) => 5 + ((left - 5 - right + 5) % 5),
        (false, false) => (left - right + 5) % 5,
    };

    private static int[][] Permute()
    {
        var rows = new int[8][];
        rows[0] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (var i = 1; i < 8; i++)
        {
            rows[i] = [.. rows[i - 1].Select(static digit => FirstPermutation[digit])];
        }

        return rows;
    }
}

/// <summary>Check digits of GS1 keys (GS1 General Specifications, section 7.9): weights 3 and 1 from the right.</summary>
internal static class CheckDigits
{
    public static bool IsGs1(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += (digits[digits.Length - 1 - i] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return sum % 10 == 0;
    }
}
