using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// Watches a live JSON text for escapes of ASCII letters, digits and what joins them, and for long numbers with an exponent: no writer of
/// JSON needs them, and they hide a value from rules until the client has decoded it. A text is JSON when the client requested it, or when
/// it starts with a brace or bracket.
/// </summary>
internal sealed class EscapeDetector(bool inJson)
{
    private const int EscapeLength = 6;

    private bool _isJson = inJson;
    private bool _isDecided = inJson;
    private bool _isInString;
    private bool _isExponent;
    private bool _isFraction;
    private int _digits;
    private int _whole;
    private int _at;
    private int _code;

    /// <summary>True when such an escape has ended, or such an exponent begun, in this piece.</summary>
    public bool Push(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (!_isDecided && !char.IsWhiteSpace(unit))
            {
                (_isDecided, _isJson) = (true, unit is '{' or '[');
            }

            if (_isJson && Next(unit))
            {
                return true;
            }
        }

        return false;
    }

    private bool Next(char unit)
    {
        switch (_at)
        {
            case 0:
                _at = unit == '\\' ? 1 : 0;
                _isInString ^= unit == '"';
                return !_isInString && IsExponent(unit);
            case 1:
                (_at, _code) = (unit == 'u' ? 2 : 0, 0);
                return false;
            case var _ when !char.IsAsciiHexDigit(unit):
                _at = 0;
                return false;
        }

        _code = (_code << 4) | Convert.ToInt32(unit.ToString(), 16);
        _at = (_at + 1) % EscapeLength;
        return _at == 0 && (char.IsAsciiLetterOrDigit((char)_code) || (char)_code is '@' or '.' or '-' or '_' or ':' or ' ');
    }

    /// <summary>
    /// Whether an exponent begins behind enough digits for a value. A negative one leaves a fraction, unless as many stand before the
    /// point.
    /// </summary>
    private bool IsExponent(char unit)
    {
        if (_isExponent)
        {
            _isExponent = false;
            return unit == '-' ? _whole >= JsonNumbers.LeastDigits : unit == '+' || char.IsAsciiDigit(unit);
        }

        (_digits, _whole) = char.IsAsciiDigit(unit) ? (_digits + 1, _isFraction ? _whole : _whole + 1)
            : unit is '.' or 'e' or 'E' ? (_digits, _whole) : (0, 0);
        _isFraction = unit == '.' || (_isFraction && char.IsAsciiDigit(unit));
        _isExponent = unit is 'e' or 'E' && _digits >= JsonNumbers.LeastDigits;
        return false;
    }
}
