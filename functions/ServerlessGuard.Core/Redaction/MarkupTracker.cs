using System.Collections.Frozen;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Tells, unit by unit, whether the text is inside something that a renderer would load or open: a URL, a link's target or definition, an
/// HTML tag. It reads tags as the tokeniser of the living standard does. Where that standard and Markdown could differ, or once text
/// stands where no parser calls it text, it says yes to the end.
/// </summary>
internal sealed class MarkupTracker
{
    private const int MaxWord = 16;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Schemes = UrlSchemes.Names
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Elements whose contents are no text, are sent, or decide what the text behind them means.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Decisive = ((string[])
    [
        "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext", "title", "textarea", "select", "option", "svg",
        "math", "base", "form", "template", "frameset", "object", "fencedframe", "portal",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly char[] _word = new char[MaxWord];
    private int _wordLength;
    private bool _isName;
    private bool _url;
    private Tag _tag;
    private Definition _definition;
    private int _targetDepth;
    private bool _targetIsEmpty;
    private bool _lineIsEmpty;
    private bool _toTheEnd;
    private char _previous;

    private enum Tag
    {
        None,
        Name,
        Space,
        AttributeName,
        AfterName,
        BeforeValue,
        DoubleQuoted,
        SingleQuoted,
        Unquoted,
    }

    private enum Definition
    {
        None,
        Awaited,
        Bare,
        Bracketed,
    }

    public bool IsActive => _toTheEnd || _url || _tag != Tag.None || _targetDepth > 0 || _definition != Definition.None;

    /// <summary>The same state, which goes its own way.</summary>
    public MarkupTracker Clone()
    {
        var clone = new MarkupTracker
        {
            _wordLength = _wordLength,
            _isName = _isName,
            _url = _url,
            _tag = _tag,
            _definition = _definition,
            _targetDepth = _targetDepth,
            _targetIsEmpty = _targetIsEmpty,
            _lineIsEmpty = _lineIsEmpty,
            _toTheEnd = _toTheEnd,
            _previous = _previous,
        };
        _word.CopyTo(clone._word, 0);
        return clone;
    }

    public void Feed(char unit)
    {
        FeedTag(unit);
        FeedDefinition(unit);
        FeedTarget(unit);
        FeedUrl(unit);
        FeedWord(unit);
        _previous = unit;
    }

    /// <summary>Nothing behind is text any more.</summary>
    public void GiveUp() => _toTheEnd = true;

    private static bool IsSpace(char unit) => unit is ' ' or '\t' or '\n' or '\r' or '\f';

    /// <summary>https://html.spec.whatwg.org/multipage/parsing.html#tokenization, from the tag open state on.</summary>
    private void FeedTag(char unit)
    {
        if (_tag == Tag.None)
        {
            // Comments and declarations end differently in HTML and in Markdown.
            _toTheEnd |= _previous == '<' && unit is '!' or '?';
            _tag = _previous == '<' && (char.IsAsciiLetter(unit) || unit == '/') ? Tag.Name : Tag.None;
            return;
        }

        // A block of Markdown ends at an empty line, also inside a tag, and markers of quotations are no part of it.
        if (unit is '\n' or '\r' or '<' or '`' or '\0')
        {
            _toTheEnd = true;
        }

        switch (_tag)
        {
            case Tag.DoubleQuoted or Tag.SingleQuoted:
                _tag = unit == (_tag == Tag.DoubleQuoted ? '"' : '\'') ? Tag.Space : _tag;
                break;
            case var _ when unit == '>':
                EndTag();
                break;
            case Tag.BeforeValue:
                _tag = unit switch { '"' => Tag.DoubleQuoted, '\'' => Tag.SingleQuoted, _ => IsSpace(unit) ? _tag : Tag.Unquoted };
                break;
            case Tag.Unquoted:
                _tag = IsSpace(unit) ? Tag.Space : _tag;
                break;
            case Tag.Name:
                if (IsSpace(unit) || unit == '/')
                {
                    _toTheEnd |= Decisive.Contains(Word());
                    _tag = Tag.Space;
                }

                break;
            case Tag.Space:
                _tag = IsSpace(unit) || unit == '/' ? _tag : Tag.AttributeName;
                break;
            default:
                _tag = unit switch
                {
                    '=' => Tag.BeforeValue,
                    '/' => Tag.Space,
                    _ => IsSpace(unit) ? Tag.AfterName : Tag.AttributeName,
                };
                break;
        }
    }

    private void EndTag()
    {
        _toTheEnd |= _tag == Tag.Name && Decisive.Contains(Word());
        _tag = Tag.None;
    }

    /// <summary>The address of a link's definition, on the same line or the next.</summary>
    private void FeedDefinition(char unit) => _definition = _definition switch
    {
        Definition.None => unit == ':' && _previous == ']' ? Definition.Awaited : Definition.None,
        Definition.Awaited when IsSpace(unit) => Definition.Awaited,
        Definition.Awaited => unit == '<' ? Definition.Bracketed : Definition.Bare,
        Definition.Bare => IsSpace(unit) ? Definition.None : Definition.Bare,
        _ => unit is '>' or '\n' ? Definition.None : Definition.Bracketed,
    };

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
            _definition = Definition.Bracketed;
        }

        if (!IsSpace(unit))
        {
            _targetIsEmpty = _lineIsEmpty = false;
        }

        if (_previous != '\\')
        {
            _targetDepth += unit == '(' ? 1 : unit == ')' ? -1 : 0;
        }
    }

    /// <summary>
    /// A word with an address in it goes on to the next space: what else ends an address differs from one renderer to the next.
    /// </summary>
    private void FeedUrl(char unit)
    {
        if (IsSpace(unit))
        {
            (_url, _isName) = (false, false);
            return;
        }

        _url |= unit switch
        {
            // Browsers read a backslash as a slash.
            '/' or '\\' => _isName || _previous is '/' or '\\',
            '?' or '#' => _isName,
            ':' => Schemes.Contains(Word()),
            _ => (IsDot(unit) && Word().Equals("www", StringComparison.OrdinalIgnoreCase))
                || (_previous == '&' && (unit == '#' || char.IsAsciiLetter(unit))),
        };

        // A host, a port, a name in another script: a slash behind one begins a path.
        _isName |= unit is '.' or ':' or '@' or '%' or >= '\u0080';
    }

    private void FeedWord(char unit)
    {
        if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('+' or '-'))
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

    private ReadOnlySpan<char> Word() => _word.AsSpan(0, _wordLength);

    /// <summary>The dots between the labels of a host's name (UTS 46).</summary>
    internal static bool IsDot(char unit) => unit is '.' or '\u3002' or '\uFF0E' or '\uFF61';
}
