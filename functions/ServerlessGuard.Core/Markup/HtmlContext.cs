namespace ServerlessGuard.Core.Markup;

/// <summary>
/// The context in which a piece of markup ends: it reads the program's own literals and decides which values a hole there may hold.
/// It knows the HTML that this product writes and no more: attributes in double quotes and no comments; all else throws.
/// </summary>
internal struct HtmlContext
{
    private State _state;
    private int _nameStart;
    private string _tag = "";
    private string _attribute = "";
    private bool _closing;
    private bool _valueBegun;
    private bool _addressOpen;

    public HtmlContext()
    {
    }

    internal enum Kind
    {
        Text,
        Value,
        Address,
    }

    private enum State
    {
        Text,
        TagName,
        Tag,
        AttributeName,
        ValueStart,
        Value,
        Raw,
        Declaration,
    }

    private readonly bool IsAddress =>
        _attribute is "href" or "src" or "action" or "formaction" or "cite" or "data" or "poster" or "xlink:href" or "ping" or "manifest";

    public void Read(string literal)
    {
        _nameStart = 0;
        for (var i = 0; i < literal.Length; i++)
        {
            Read(literal, i);
        }

        if (_state is State.TagName or State.AttributeName or State.ValueStart)
        {
            throw Bad("a literal ends inside a name, or before a quote");
        }
    }

    /// <summary>How a string is encoded here. Throws where no encoding makes it safe.</summary>
    public Kind RequireData()
    {
        switch (_state)
        {
            case State.Text:
                return Kind.Text;
            case State.Value when _attribute.StartsWith("on", StringComparison.Ordinal) || _attribute is "style" or "srcdoc" or "srcset":
                throw Bad($"the attribute {_attribute} runs what it holds");
            case State.Value when IsAddress:
                return _addressOpen
                    ? Kind.Address
                    : throw Bad($"the attribute {_attribute} begins with data, so data could choose its scheme");
            case State.Value:
                return Kind.Value;
            default:
                throw Bad("no encoding makes data safe here");
        }
    }

    public readonly void RequireWholeAddress()
    {
        if (_state != State.Value || !IsAddress || _valueBegun)
        {
            throw Bad("an address is the whole value of an attribute that takes one");
        }
    }

    public readonly void RequireTag()
    {
        if (_state != State.Tag)
        {
            throw Bad("a flag stands inside a tag");
        }
    }

    public readonly void RequireStyle()
    {
        if (_state != State.Raw || _tag != "style")
        {
            throw Bad("a style sheet goes into a style element");
        }
    }

    public readonly void RequireText()
    {
        if (_state != State.Text)
        {
            throw Bad("markup goes between tags, and a piece ends there");
        }
    }

    private void Read(string literal, int i)
    {
        var c = literal[i];
        switch (_state)
        {
            case State.Text when c == '<':
                (_state, _nameStart, _closing) = (State.TagName, i + 1, false);
                break;
            case State.TagName when c is '>' or ' ' or '/' or '\n':
                EndTagName(literal, i);
                break;
            case State.TagName when c == '!':
                _state = State.Declaration;
                break;
            case State.Tag when c == '>':
                _state = _tag is "script" or "style" && !_closing ? State.Raw : State.Text;
                break;
            case State.Tag when char.IsAsciiLetter(c):
                (_state, _nameStart) = (State.AttributeName, i);
                break;
            case State.Tag when c is not (' ' or '/' or '\n'):
                throw Bad($"'{c}' inside a tag");
            case State.AttributeName when c is '=' or ' ' or '>' or '/':
                EndAttributeName(literal, i);
                break;
            case State.ValueStart:
                _state = c == '"' ? State.Value : throw Bad("an attribute without double quotes");
                (_valueBegun, _addressOpen) = (false, false);
                break;
            case State.Value when c == '"':
                _state = State.Tag;
                break;
            case State.Value:
                // A path that begins in a literal with one slash stays on this host, whatever follows.
                _addressOpen |= !_valueBegun && c is '/' or '#' && !(i + 1 < literal.Length && literal[i + 1] is '/' or '\\');
                _valueBegun = true;
                break;
            case State.Raw when c == '<':
                (_state, _nameStart, _closing) = (State.TagName, i + 1, false);
                break;
            case State.Declaration when c == '>':
                _state = State.Text;
                break;
        }
    }

    private void EndTagName(string literal, int i)
    {
        if (i == _nameStart && literal[i] == '/')
        {
            (_nameStart, _closing) = (i + 1, true);
            return;
        }

        _tag = literal[_nameStart..i];
        if (_tag.Length == 0 || _tag.Any(static c => !char.IsAsciiLetterOrDigit(c)))
        {
            throw Bad("a tag without a plain name");
        }

        _state = State.Tag;
        Read(literal, i);
    }

    private void EndAttributeName(string literal, int i)
    {
        _attribute = literal[_nameStart..i].ToLowerInvariant();
        if (literal[i] == '=')
        {
            _state = State.ValueStart;
            return;
        }

        _state = State.Tag;
        Read(literal, i);
    }

    private static InvalidOperationException Bad(string reason) => new($"This markup is refused: {reason}.");
}
