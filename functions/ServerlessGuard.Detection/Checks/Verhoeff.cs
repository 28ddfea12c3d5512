namespace ServerlessGuard.Detection.Checks;

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
