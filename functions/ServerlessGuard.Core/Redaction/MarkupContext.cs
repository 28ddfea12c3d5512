namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Tells whether the text is inside something that a renderer would load or open, in the text as it is or as it reads with its escapes
/// decoded, as often as they nest: a string in JSON may hold markup that only its reader sees.
/// </summary>
internal sealed class MarkupContext
{
    private const int Deepest = 4;

    private readonly MarkupTracker _markup;
    private readonly int _depth;
    private MarkupContext? _inner;
    private Escape _escape;
    private char _kind;
    private int _digits;
    private int _value;

    public MarkupContext()
        : this(new MarkupTracker(), 0)
    {
    }

    private MarkupContext(MarkupTracker markup, int depth) => (_markup, _depth) = (markup, depth);

    private enum Escape
    {
        None,
        Begun,
        Number,
        Braced,
        LineEnd,
    }

    public bool IsActive => _markup.IsActive || _inner is { IsActive: true };

    public void Feed(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            Feed(unit);
        }
    }

    private void Feed(char unit)
    {
        if (unit == '\\' && _inner is null)
        {
            if (_depth == Deepest)
            {
                _markup.GiveUp();
            }
            else
            {
                _inner = new MarkupContext(_markup.Clone(), _depth + 1);
            }
        }

        _markup.Feed(unit);
        if (_inner is not null)
        {
            Decode(unit, _inner);
        }
    }

    private void Decode(char unit, MarkupContext inner)
    {
        switch (_escape)
        {
            case Escape.Begun:
                Begin(unit, inner);
                return;
            case Escape.Number when unit == '{' && _kind == 'u' && _digits == 0:
                _escape = Escape.Braced;
                return;
            case Escape.Braced when unit == '}':
                End(inner);
                return;
            case Escape.Braced or Escape.Number when DigitOf(unit) is >= 0 and var digit && digit < Radix:
                (_value, _digits) = (Math.Min((_value * Radix) + digit, 0x110000), _digits + 1);
                if (_escape == Escape.Number && _digits == Length)
                {
                    End(inner);
                }

                return;
            case Escape.Braced or Escape.Number:
                if (_kind == '0')
                {
                    End(inner);
                }
                else
                {
                    inner.Feed(_kind);
                    _escape = Escape.None;
                }

                break;
            case Escape.LineEnd:
                _escape = Escape.None;
                if (unit == '\n')
                {
                    return;
                }

                break;
        }

        if (unit == '\\')
        {
            _escape = Escape.Begun;
        }
        else
        {
            inner.Feed(unit);
        }
    }

    private int Radix => _kind == '0' ? 8 : 16;

    private int Length => _kind switch { 'u' => 4, 'U' => 8, 'x' => 2, _ => 3 };

    private void Begin(char unit, MarkupContext inner)
    {
        (_escape, _digits, _value) = (Escape.None, 0, 0);
        switch (unit)
        {
            case 'u' or 'U' or 'x':
                (_escape, _kind) = (Escape.Number, unit);
                break;
            case >= '0' and <= '7':
                (_escape, _kind, _digits, _value) = (Escape.Number, '0', 1, unit - '0');
                break;
            case '\r':
                _escape = Escape.LineEnd;
                break;
            case '\n':
                break;
            default:
                inner.Feed(unit switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' or 'f' or 'v' => ' ', _ => unit });
                break;
        }
    }

    private void End(MarkupContext inner)
    {
        _escape = Escape.None;
        inner.Feed(_value <= char.MaxValue ? (char)_value : '\uFFFD');
    }

    private static int DigitOf(char unit) => char.IsAsciiHexDigit(unit)
        ? char.IsAsciiDigit(unit) ? unit - '0' : (unit | 0x20) - 'a' + 10
        : -1;
}
