using System.Text;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Makes markup and links inert and keeps them readable: nothing renders, loads or opens, a person can still read the original.
/// </summary>
internal static class Neutraliser
{
    public static string Neutralise(string markup)
    {
        var output = new StringBuilder(markup.Length + 16);
        for (var i = 0; i < markup.Length; i++)
        {
            var unit = markup[i];
            var previous = i > 0 ? markup[i - 1] : '\0';
            var next = i + 1 < markup.Length ? markup[i + 1] : '\0';
            switch (unit)
            {
                case '<':
                    output.Append('‹');
                    break;
                case '>':
                    output.Append('›');
                    break;
                case ':' when (char.IsAsciiLetterOrDigit(previous) || previous == '\\') && !char.IsWhiteSpace(next):
                    output.Append("[:]");
                    break;
                case '/' or '\\' when previous is '/' or '\\':
                    // A browser reads //host as a link too; behind a defused scheme it is harmless and stays readable.
                    output.Append(i > 1 && markup[i - 2] == ':' ? "/" : "[/]");
                    break;
                case '.' when i >= 3 && markup.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase):
                    output.Append("[.]");
                    break;
                case '&' when next == '#' || char.IsAsciiLetter(next):
                    // A character reference may stand for any of these.
                    output.Append("[&]");
                    break;
                case '[' when previous is '!' or ']':
                case '(' when previous == ']':
                    output.Append(' ').Append(unit);
                    break;
                default:
                    output.Append(unit);
                    break;
            }
        }

        return output.ToString();
    }
}
