using System.Globalization;

namespace ServerlessGuard.Core.Redaction;

/// <summary>How a token's characters may come back from a model.</summary>
internal static class TokenText
{
    /// <summary>A letter or digit in the form in which codes and labels are compared (upper case, full width folded), or NUL.</summary>
    public static char Fold(char unit)
    {
        if (char.IsAscii(unit))
        {
            return char.IsAsciiLetterOrDigit(unit) ? char.ToUpperInvariant(unit) : '\0';
        }

        if (unit is >= '\uFF10' and <= '\uFF5A')
        {
            return Fold((char)(unit - 0xFEE0));
        }

        return char.IsLetterOrDigit(unit) ? char.ToUpperInvariant(unit) : '\0';
    }

    /// <summary>Characters that are not seen: zero-width and bidi controls, joiners, soft hyphens.</summary>
    public static bool IsInvisible(char unit) =>
        unit >= '\u00AD' && char.GetUnicodeCategory(
            unit) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>
    /// The characters that are allowed between a token's characters inside its brackets: separators, spaces, line ends, markdown, escapes.
    /// </summary>
    public static bool IsInner(char unit) =>
        unit is '_' or '-' or ' ' or '\t' or '\r' or '\n' or '\\' or '*' or '`' or '~' or '\u00A0' or '\uFF3F' or (>= '\u2010'
            and <= '\u2015')
        || IsInvisible(unit);

    /// <summary>The characters that are allowed between label and code when the brackets are missing.</summary>
    public static bool IsSeparator(char unit) =>
        unit is '_' or '-' or ' ' or '\\' or '\uFF3F' or (>= '\u2010' and <= '\u2015') || IsInvisible(unit);
}
