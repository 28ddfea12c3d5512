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
