namespace ServerlessGuard.Detection.Checks;

/// <summary>Which social security numbers the SSA can have issued; numbers known from advertisements are not among them.</summary>
internal static class UsSsnNumbers
{
    private static readonly string[] Advertised = ["078051120", "219099999", "457555462", "123456789", "987654321"];

    public static bool IsIssued(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var area = Digits.At(digits, 0, 3);
        return area is not (0 or 666 or >= 900) && Digits.At(digits, 3, 2) != 0 && Digits.At(digits, 5, 4) != 0
            && !Digits.AllSame(digits) && !Advertised.Contains(digits);
    }
}
