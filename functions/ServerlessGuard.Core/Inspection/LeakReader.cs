using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Inspection;

/// <summary>
/// The characters of a text that comes in pieces, escapes decoded: percent and quoted-printable bytes, <c>\x</c>, <c>\u</c>, and character
/// references. The same reads instructions and answers, so that both are the same letters.
/// </summary>
internal sealed class LeakReader(Action<Rune> take)
{
    private const int LongestEscape = 10;
    private const int MostFolds = 4096;

    private const string Digits = "oieeasbtbg"; // for 0 to 9: the letters that they are written for
    private static readonly (string From, char To)[] Accents =
    [
        ("àáâãäåāăąǎ", 'a'), ("çćĉċč", 'c'), ("ďđð", 'd'), ("èéêëēĕėęě", 'e'), ("ĝğġģ", 'g'), ("ĥħ", 'h'), ("ìíîïĩīĭįı", 'i'), ("ĵ", 'j'),
        ("ķ", 'k'), ("ĺļľŀł", 'i'), ("ñńņňŉ", 'n'), ("òóôõöøōŏőǒ", 'o'), ("ŕŗř", 'r'), ("śŝşš", 's'), ("ţťŧ", 't'),
        ("ùúûüũūŭůűųǔ", 'u'), ("ŵ", 'w'), ("ýÿŷ", 'y'), ("źżž", 'z'),
    ];

    private static readonly LeakLetter[] Ascii = [.. Enumerable.Range(0, 128).Select(static code => OfAscii((char)code))];
    private static readonly Dictionary<int, char> Plain =
        Accents.SelectMany(static row => row.From.Select(from => (From: (int)from, row.To)))
            .ToDictionary(static row => row.From, static row => row.To);

    private static readonly ConcurrentDictionary<int, LeakLetter> Folds = [];

    private readonly StringBuilder _escape = new();
    private readonly Utf8Runes _bytes = new(take);
    private char _high;

    /// <summary>The letter or digit that a character is; false for every other character.</summary>
    public static bool TryLetter(Rune rune, out LeakLetter letter)
    {
        letter = Letter(rune);
        return letter.Raw != 0;
    }

    public static LeakLetter Letter(Rune rune)
    {
        if (rune.Value < 128)
        {
            return Ascii[rune.Value];
        }

        if (Folds.TryGetValue(rune.Value, out var known))
        {
            return known;
        }

        var letter = Fold(rune);
        if (Folds.Count < MostFolds)
        {
            Folds.TryAdd(rune.Value, letter);
        }

        return letter;
    }

    public void Push(char unit)
    {
        if (_escape.Length == 0)
        {
            if (unit is '%' or '=' or '\\' or '&')
            {
                _escape.Append(unit);
            }
            else
            {
                Take(unit);
            }

            return;
        }

        _escape.Append(unit);
        Span<char> held = stackalloc char[_escape.Length];
        _escape.CopyTo(0, held, held.Length);
        switch (Decode(held, out var code, out var isByte))
        {
            case Reading.Open:
                break;
            case Reading.Whole:
                _escape.Clear();
                if (isByte)
                {
                    _bytes.Push((byte)code);
                }
                else
                {
                    take(Rune.IsValid(code) ? new Rune(code) : Rune.ReplacementChar);
                }

                break;
            default:
                Release(held[..^1]);
                Push(unit);
                break;
        }
    }

    public void Complete()
    {
        Span<char> held = stackalloc char[_escape.Length];
        _escape.CopyTo(0, held, held.Length);
        Release(held);
    }

    private void Release(ReadOnlySpan<char> held)
    {
        _escape.Clear();
        foreach (var unit in held)
        {
            Take(unit);
        }
    }

    private void Take(char unit)
    {
        if (char.IsHighSurrogate(unit))
        {
            _high = unit;
        }
        else if (!char.IsLowSurrogate(unit))
        {
            take(new Rune(unit));
        }
        else if (Rune.TryCreate(_high, unit, out var rune))
        {
            take(rune);
        }
    }

    private static Reading Decode(ReadOnlySpan<char> held, out int code, out bool isByte)
    {
        (code, isByte) = (' ', held[0] is '%' or '=');
        if (held.Length > LongestEscape)
        {
            return Reading.None;
        }

        if (isByte)
        {
            // Quoted-printable is in capitals; a name and its value are not.
            return held[0] == '=' && char.IsAsciiLetterLower(held[^1]) ? Reading.None : Hex(held[1..], 2, out code);
        }

        if (held[0] == '&')
        {
            return Reference(held, out code);
        }

        isByte = held[1] == 'x';
        return held[1] switch
        {
            'n' or 'r' or 't' or 'b' or 'f' or '\\' or '/' or '"' => Reading.Whole,
            'x' => Hex(held[2..], 2, out code),
            'u' => Hex(held[2..], 4, out code),
            'U' => Hex(held[2..], 8, out code),
            _ => Reading.None,
        };
    }

    private static Reading Reference(ReadOnlySpan<char> held, out int code)
    {
        code = 0;
        if (held[1] != '#')
        {
            return Reading.None;
        }

        var isHex = held.Length > 2 && held[2] is 'x' or 'X';
        var digits = held[(isHex ? 3 : 2)..];
        if (digits.IsEmpty)
        {
            return Reading.Open;
        }

        if (digits[^1] != ';')
        {
            return (isHex ? char.IsAsciiHexDigit(digits[^1]) : char.IsAsciiDigit(digits[^1])) ? Reading.Open : Reading.None;
        }

        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return int.TryParse(digits[..^1], style, CultureInfo.InvariantCulture, out code)
            ? Reading.Whole
            : Reading.None;
    }

    private static Reading Hex(ReadOnlySpan<char> digits, int count, out int code)
    {
        code = 0;
        if (digits.IsEmpty)
        {
            return Reading.Open;
        }

        if (!char.IsAsciiHexDigit(digits[^1]))
        {
            return Reading.None;
        }

        return digits.Length < count ? Reading.Open
            : int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code) ? Reading.Whole
            : Reading.None;
    }

    private static LeakLetter OfAscii(char unit)
    {
        if (!char.IsAsciiLetterOrDigit(unit))
        {
            return unit switch { '@' => new('@', 'a'), '$' => new('$', 's'), _ => default };
        }

        var lower = char.ToLowerInvariant(unit);
        return new(lower, char.IsAsciiDigit(lower) ? Digits[lower - '0'] : lower == 'l' ? 'i' : lower);
    }

    private static LeakLetter Fold(Rune rune)
    {
        // Letters in flags, circles and squares, which have no compatibility form.
        var boxed = rune.Value switch
        {
            >= 0x1F1E6 and <= 0x1F1FF => rune.Value - 0x1F1E6,
            >= 0x1F150 and <= 0x1F169 => rune.Value - 0x1F150,
            >= 0x1F170 and <= 0x1F189 => rune.Value - 0x1F170,
            _ => -1,
        };
        if (boxed >= 0)
        {
            return Ascii['a' + boxed];
        }

        var folded = Normaliser.Normalise(rune.ToString());
        if (folded.Length > 0 && folded[0] < 128 && Ascii[folded[0]] is { Raw: not 0 } ascii)
        {
            return ascii;
        }

        if (!Rune.IsLetterOrDigit(rune) && rune.Value is not (>= 0x2800 and <= 0x28FF))
        {
            return default;
        }

        var lower = Rune.ToLowerInvariant(rune);
        return new((uint)lower.Value, Plain.TryGetValue(lower.Value, out var plain) ? plain : (uint)lower.Value);
    }

    private enum Reading
    {
        None,
        Open,
        Whole,
    }
}
