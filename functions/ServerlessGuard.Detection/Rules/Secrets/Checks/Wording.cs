using System.Buffers;

namespace ServerlessGuard.Detection.Rules.Secrets.Checks;

/// <summary>
/// Tells names made of words (<c>cancellationTokenSource</c>, <c>my-sample-app-2</c>) from generated values, by the
/// stretches of letters between digits, signs and changes of case.
/// </summary>
internal static class Wording
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF-");
    private const int ShortestWord = 4;
    private const int LongestWord = 14;
    private const int LongestConsonantRun = 4;

    public static bool IsWordy(ReadOnlySpan<char> value)
    {
        if (IsHex(value) || Alternations(value) >= (value.Length >= 16 ? 3 : 4) || IsHalfDigits(value))
        {
            return false;
        }

        var (letters, wordLetters, start) = (0, 0, 0);
        while (start < value.Length)
        {
            if (!char.IsAsciiLetter(value[start]))
            {
                start++;
                continue;
            }

            var end = start + 1;
            while (end < value.Length && char.IsAsciiLetter(value[end]) && !(char.IsAsciiLetterLower(value[end - 1]) && char.IsAsciiLetterUpper(value[end])))
            {
                end++;
            }

            letters += end - start;
            wordLetters += IsWordLike(value[start..end]) ? end - start : 0;
            start = end;
        }

        return letters > 0 && wordLetters * 10 >= letters * 7;
    }

    // Hashes and keys in hexadecimal hold stretches such as "abcdef" that pass for words.
    private static bool IsHex(ReadOnlySpan<char> value) =>
        value.Length >= 16 && !value.ContainsAnyExcept(HexDigits) && value.ContainsAnyInRange('0', '9');

    // Dates and versions have separators; a key of this kind has none.
    private static bool IsHalfDigits(ReadOnlySpan<char> value) =>
        !value.ContainsAny('-', '.', '_') && CharacterKinds.Of(value).Digits * 2 >= value.Length;

    private static int Alternations(ReadOnlySpan<char> value)
    {
        var count = 0;
        for (var i = 1; i < value.Length; i++)
        {
            count += (char.IsAsciiDigit(value[i]) && char.IsAsciiLetter(value[i - 1])) || (char.IsAsciiLetter(value[i]) && char.IsAsciiDigit(value[i - 1])) ? 1 : 0;
        }

        return count;
    }

    private static bool IsWordLike(ReadOnlySpan<char> word)
    {
        if (word.Length is < ShortestWord or > LongestWord)
        {
            return false;
        }

        var (run, vowels) = (0, 0);
        foreach (var letter in word)
        {
            if (char.ToLowerInvariant(letter) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')
            {
                (run, vowels) = (0, vowels + 1);
            }
            else if (++run > LongestConsonantRun)
            {
                return false;
            }
        }

        return vowels > 0;
    }
}
