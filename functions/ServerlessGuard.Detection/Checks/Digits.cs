namespace ServerlessGuard.Detection.Checks;

/// <summary>Gets at the characters that count.</summary>
internal static class Digits
{
    /// <summary>The digits of <paramref name="value"/>, in order.</summary>
    public static string Only(ReadOnlySpan<char> value)
    {
        Span<char> kept = stackalloc char[value.Length];
        var count = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c))
            {
                kept[count++] = c;
            }
        }

        return new string(kept[..count]);
    }

    /// <summary>Digits and letters, letters upper case, separators gone.</summary>
    public static string AndLetters(ReadOnlySpan<char> value)
    {
        Span<char> kept = stackalloc char[value.Length];
        var count = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                kept[count++] = char.ToUpperInvariant(c);
            }
        }

        return new string(kept[..count]);
    }

    public static bool AllSame(ReadOnlySpan<char> value) => value.IndexOfAnyExcept(value[0]) < 0;

    /// <summary>The number in the given place of a string of digits.</summary>
    public static int At(ReadOnlySpan<char> digits, int start, int length)
    {
        var number = 0;
        foreach (var c in digits.Slice(start, length))
        {
            number = (number * 10) + c - '0';
        }

        return number;
    }
}

/// <summary>Whether numbers can be a date of birth. Knows no clock: a year far in the future fails by range, not by today.</summary>
internal static class Calendar
{
    public static bool IsDate(int year, int month, int day) =>
        year is >= 1800 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>A date whose century is unknown: 29 February passes if any century has it.</summary>
    public static bool IsShortDate(int year, int month, int day) => IsDate(1900 + year, month, day) || IsDate(2000 + year, month, day);
}
