namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Tells, unit by unit, whether the text stands inside something a renderer would load or open: a URL, a Markdown link
/// target, an HTML tag. When in doubt it says yes.
/// </summary>
internal sealed class MarkupTracker
{
    private const int MaxWord = 16;
    private static readonly string[] Schemes = ["http", "https", "ftp", "ws", "wss", "mailto", "javascript", "vbscript", "data", "tel", "sms", "file", "blob"];

    private readonly char[] word = new char[MaxWord];
    private int wordLength;
    private int lettersSinceDot = -1;
    private bool url;
    private bool tag;
    private char quote;
    private int targetDepth;
    private bool targetIsEmpty;
    private bool lineIsEmpty;
    private char previous;

    public bool IsActive => url || tag || targetDepth > 0;

    public void Feed(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            FeedTag(unit);
            FeedTarget(unit);
            FeedUrl(unit);
            FeedWord(unit);
            previous = unit;
        }
    }

    private void FeedTag(char unit)
    {
        if (!tag)
        {
            tag = previous == '<' && (char.IsAsciiLetter(unit) || unit is '/' or '!' or '?');
            quote = '\0';
        }

        if (tag)
        {
            if (quote != '\0')
            {
                quote = unit == quote ? '\0' : quote;
            }
            else if (unit is '"' or '\'' && previous is '=' or ' ')
            {
                quote = unit;
            }
            else if (unit == '>')
            {
                tag = false;
            }
        }
    }

    private void FeedTarget(char unit)
    {
        if (targetDepth == 0)
        {
            if (unit == '(' && previous == ']')
            {
                (targetDepth, targetIsEmpty, lineIsEmpty) = (1, true, false);
            }

            return;
        }

        if (unit == '\n')
        {
            // A blank line ends every Markdown inline.
            targetDepth = lineIsEmpty ? 0 : targetDepth;
            lineIsEmpty = true;
            return;
        }

        if (targetIsEmpty && unit == '<')
        {
            (tag, quote) = (true, '\0');
        }

        if (!char.IsWhiteSpace(unit))
        {
            targetIsEmpty = lineIsEmpty = false;
        }

        if (previous != '\\')
        {
            targetDepth += unit == '(' ? 1 : unit == ')' ? -1 : 0;
        }
    }

    private void FeedUrl(char unit)
    {
        if (url)
        {
            url = !char.IsWhiteSpace(unit) && unit is not ('<' or '>' or '"' or '`');
            return;
        }

        url = unit switch
        {
            // Browsers read a backslash as a slash.
            '/' or '\\' when previous is '/' or '\\' => true,
            '/' or '?' or '#' => lettersSinceDot >= 2,
            ':' => Schemes.Contains(Word(), StringComparer.OrdinalIgnoreCase),
            '.' => Word().Equals("www", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private void FeedWord(char unit)
    {
        if (unit == '.')
        {
            lettersSinceDot = wordLength > 0 ? 0 : -1;
        }
        else if (!char.IsAsciiLetterOrDigit(unit) && unit != '-')
        {
            lettersSinceDot = -1;
        }
        else if (lettersSinceDot >= 0)
        {
            lettersSinceDot += char.IsAsciiLetter(unit) ? 1 : 0;
        }

        if (!char.IsAsciiLetterOrDigit(unit))
        {
            wordLength = 0;
        }
        else if (wordLength < MaxWord)
        {
            word[wordLength++] = unit;
        }
        else
        {
            // Longer than any scheme: remembered as such.
            word[0] = '\0';
        }
    }

    private string Word() => new(word, 0, wordLength);
}
