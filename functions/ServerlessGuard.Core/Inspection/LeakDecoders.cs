using System.Globalization;

namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// Decodes long runs of base64, base32, hexadecimal and binary digits, over line breaks too, and bytes that stand apart as two
/// hexadecimal, eight binary, or two or three decimal digits. Each form has a text of its own, made when it first says something.
/// </summary>
internal sealed class LeakDecoders(Func<LeakText> open)
{
    // Shorter runs are words.
    private const int ShortestRun = 24;

    private readonly BitForm[] _forms =
    [
        new(6, static unit => unit switch
        {
            >= 'A' and <= 'Z' => unit - 'A',
            >= 'a' and <= 'z' => unit - 'a' + 26,
            >= '0' and <= '9' => unit - '0' + 52,
            '+' or '-' => 62,
            '/' or '_' => 63,
            _ => -1,
        }),
        new(5, static unit => unit is >= 'A' and <= 'Z' ? unit - 'A' : unit is >= '2' and <= '7' ? unit - '2' + 26 : -1),
        new(4, static unit => char.IsAsciiHexDigit(unit) ? Convert.ToInt32(unit.ToString(), 16) : -1),
        new(1, static unit => unit is '0' or '1' ? unit - '0' : -1),
    ];

    private readonly ByteText _pairs = new(open);
    private readonly ByteText _octets = new(open);
    private readonly ByteText _decimals = new(open);
    private readonly char[] _run = new char[ShortestRun];
    private int _length;
    private bool _isOpen; // the run goes on after a line break
    private bool _isPast; // and is at one

    public void Push(char unit)
    {
        if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('+' or '/' or '-' or '_'))
        {
            End(unit);
            return;
        }

        if (_isPast && !_isOpen)
        {
            Close();
        }

        _isPast = false;
        if (_length < ShortestRun)
        {
            _run[_length] = unit;
        }

        _length++;
        if (_isOpen)
        {
            Decode(unit);
        }
        else if (_length == ShortestRun)
        {
            _isOpen = true;
            foreach (var form in _forms)
            {
                form.Begin();
            }

            foreach (var held in _run)
            {
                Decode(held);
            }
        }
    }

    public void Complete()
    {
        End(' ');
        foreach (var text in _forms.Select(static form => form.Text).Append(_pairs.Text).Append(_octets.Text).Append(_decimals.Text))
        {
            text?.Complete();
        }
    }

    private void End(char unit)
    {
        if (_length is > 0 and < ShortestRun && !_isOpen)
        {
            Token(_run.AsSpan(0, _length));
        }

        if (unit is not ('\r' or '\n'))
        {
            Close();
        }

        _length = 0;
        _isPast = true;
    }

    private void Close() => (_isOpen, _length) = (false, 0);

    private void Decode(char unit)
    {
        foreach (var form in _forms)
        {
            form.Push(unit, open);
        }
    }

    // "0x" and "-", which are in the alphabet of a run, may stand before or between.
    private void Token(ReadOnlySpan<char> run)
    {
        foreach (var range in run.SplitAny('-', '_', '/', '+'))
        {
            var token = run[range];
            if (token is ['0', 'x' or 'X', ..])
            {
                token = token[2..];
            }

            if (token.Length == 2 && byte.TryParse(token, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var pair))
            {
                _pairs.Push(pair);
            }

            if (token.Length == 8 && byte.TryParse(token, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                _octets.Push(octet);
            }

            if (token.Length is 2 or 3 && byte.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                _decimals.Push(value);
            }
        }
    }

    private sealed class BitForm(int bits, Func<char, int> value)
    {
        private readonly sbyte[] _values = [.. Enumerable.Range(0, 128).Select(code => (sbyte)value((char)code))];
        private ByteText? _bytes;
        private int _held;
        private int _count;
        private bool _isBroken;

        public LeakText? Text => _bytes?.Text;

        public void Begin() => (_held, _count, _isBroken) = (0, 0, false);

        public void Push(char unit, Func<LeakText> open)
        {
            var digit = _values[unit];
            if (_isBroken || digit < 0)
            {
                // A run that is not all of this alphabet says nothing in it.
                _isBroken = true;
                return;
            }

            _held = ((_held << bits) + digit) & 0xFFFF;
            _count += bits;
            if (_count >= 8)
            {
                _count -= 8;
                (_bytes ??= new ByteText(open)).Push((byte)(_held >> _count));
            }
        }
    }

    private sealed class ByteText(Func<LeakText> open)
    {
        private Utf8Runes? _runes;

        public LeakText? Text { get; private set; }

        public void Push(byte value)
        {
            if (_runes is null)
            {
                var text = Text = open();
                _runes = new Utf8Runes(text.Push);
            }

            _runes.Push(value);
        }
    }
}
