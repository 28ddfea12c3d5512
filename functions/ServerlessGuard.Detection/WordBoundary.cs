namespace ServerlessGuard.Detection;

/// <summary>Where words end, the same for every rule and for what replaces findings.</summary>
public static class WordBoundary
{
    /// <summary>Whether a UTF-16 unit belongs to a word: an ASCII letter, digit or underscore, or a letter or digit of any script.</summary>
    public static bool IsWord(char unit) => unit < 0x80 ? char.IsAsciiLetterOrDigit(unit) || unit == '_' : char.IsLetterOrDigit(unit);
}
