namespace ServerlessGuard.Detection.Checks;

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
