namespace ServerlessGuard.Detection.Evaluation;

/// <summary>Words and single marks, close to how natural-language tools cut a text.</summary>
internal static class Tokens
{
    /// <summary>Runs of letters, digits and marks on them; every other unit that is not white space is a token of its own.</summary>
    public static IEnumerable<TextSpan> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (IsWord(text[start]))
            {
                while (end < text.Length && IsWord(text[end]))
                {
                    end++;
                }
            }

            if (!char.IsWhiteSpace(text[start]))
            {
                yield return new TextSpan(start, end);
            }

            start = end;
        }
    }

    private static bool IsWord(char unit) => char.IsLetterOrDigit(unit) || char.IsSurrogate(unit)
        || char.GetUnicodeCategory(
            unit) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
