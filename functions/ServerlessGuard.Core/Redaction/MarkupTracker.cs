namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Tells, unit by unit, whether the text is inside something a renderer would load or open: a URL, a Markdown link
/// target, an HTML tag. When in doubt it says yes.
/// </summary>
internal sealed class MarkupTracker
{
    private const int MaxWord = 16;
    private static readonly string[] Schemes = [
        "http", "https", "ftp", "ws", "wss", "mailto", "javascript", "vbscript", "data", "tel", "sms", "file", "blob"
    ];

    private readonly char[] _word = new char[MaxWord];
    private int _wordLength;
    private int _lettersSinceDot = -1;
    private bool _url;
    private bool _tag;
    private char _quote;
    private int _targetDepth;
    private bool _targetIsEmpty;
    private bool _lineIsEmpty;
    private char _previous;

    public bool IsActive => _url || _tag || _targetDepth > 0;

    public void Feed(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            FeedTag(unit);
            FeedTarget(unit);
            FeedUrl(unit);
            FeedWord(unit);
            _previous = unit;
        }
    }

    private void FeedTag(char unit)
    {
        if (!_tag)
        {
            _tag = _previous == '<' && (char.IsAsciiLetter(unit) || unit is '/' or '!' or '?');
            _quote = '\0';
        }

        if (_tag)
        {
            if (_quote != '\0')
            {
                _quote = unit == _quote ? '\0' : _quote;
            }
            else if (unit is '"' or '\'' && _previous is '=' or ' ')
            {
                _quote = unit;
            }
            else if (unit == '>')
            {
                _tag = false;
            }
        }
    }

    private void FeedTarget(char unit)
    {
        if (_targetDepth == 0)
        {
            if (unit == '(' && _previous == ']')
            {
                (_targetDepth, _targetIsEmpty, _lineIsEmpty) = (1, true, false);
            }

            return;
        }

        if (unit == '\n')
        {
            // A blank line ends every Markdown inline.
            _targetDepth = _lineIsEmpty ? 0 : _targetDepth;
            _lineIsEmpty = true;
            return;
        }

        if (_targetIsEmpty && unit == '<')
        {
            (_tag, _quote) = (true, '\0');
        }

        if (!char.IsWhiteSpace(unit))
        {
            _targetIsEmpty = _lineIsEmpty = false;
        }

        if (_previous != '\\')
        {
            _targetDepth += unit == '(' ? 1 : unit == ')' ? -1 : 0;
        }
    }

    private void FeedUrl(char unit)
    {
        if (_url)
        {
            _url = !char.IsWhiteSpace(unit) && unit is not ('<' or '>' or '"' or '`');
            return;
        }

        _url = unit switch
        {
            // Browsers read a backslash as a slash.
            '/' or '\\' when _previous is '/' or '\\' => true,
            '/' or '?' or '#' => _lettersSinceDot >= 2,
            ':' => Schemes.Contains(Word(), StringComparer.OrdinalIgnoreCase),
            '.' => Word().Equals("www", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private void FeedWord(char unit)
    {
        if (unit == '.')
        {
            _lettersSinceDot = _wordLength > 0 ? 0 : -1;
        }
        else if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('-' or ':'))
        {
            // A colon may be before a port.
            _lettersSinceDot = -1;
        }
        else if (_lettersSinceDot >= 0)
        {
            _lettersSinceDot += char.IsAsciiLetter(unit) ? 1 : 0;
        }

        if (!char.IsAsciiLetterOrDigit(unit))
        {
            _wordLength = 0;
        }
        else if (_wordLength < MaxWord)
        {
            _word[_wordLength++] = unit;
        }
        else
        {
            // Longer than any scheme: remembered as such.
            _word[0] = '\0';
        }
    }

    private string Word() => new(_word, 0, _wordLength);
}
