using System.Text;
using System.Text.RegularExpressions;

namespace ServerlessGuard.Core.Policies;

/// <summary>Patterns of arguments schemas.</summary>
internal static class EcmaPattern
{
    /// <summary>
    /// A pattern of ECMA 262, as JSON Schema means it, for .NET's linear engine: classes are ASCII's, <c>$</c> is the very end, and a
    /// dot stops at each of ECMA's line ends. Throws where the pattern needs backtracking.
    /// </summary>
    public static Regex Compile(string pattern) =>
        new(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                text.Append(Escape(pattern[++i], isInClass));
                continue;
            }

            isInClass = c switch { '[' => true, ']' => false, _ => isInClass };
            text.Append(c switch
            {
                '$' when !isInClass => @"\z",
                '.' when !isInClass => @"[^\n\r\u2028\u2029]",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    private static string Escape(char c, bool isInClass) => c switch
    {
        'd' => isInClass ? "0-9" : "[0-9]",
        'w' => isInClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]",
        's' => isInClass ? Spaces : $"[{Spaces}]",
        'D' when !isInClass => "[^0-9]",
        'W' when !isInClass => "[^A-Za-z0-9_]",
        'S' when !isInClass => $"[^{Spaces}]",
        'D' or 'W' or 'S' => throw new NotSupportedException("A negated class inside a set is not supported."),
        '/' => "/",
        _ => "\\" + c,
    };

    private const string Spaces = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    /// <summary>Whether a pattern can be compiled.</summary>
    public static bool IsLinear(string pattern)
    {
        try
        {
            _ = Compile(pattern);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
