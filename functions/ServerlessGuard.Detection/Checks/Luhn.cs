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
