using System.Text;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// A text as letters and digits alone, in small letters, look-alikes folded: what is left when a value is split, joined, wrapped,
/// or written in another script. Remembers where words begin and end.
/// </summary>
internal sealed class Squashed
{
    /// <summary>Beyond this many characters a match needs no word's boundary.</summary>
    private const int LongEnough = 10;

    private readonly char[] _text;
    private readonly ulong[] _starts;
    private readonly ulong[] _ends;
    private readonly int _length;

    public Squashed(string text)
    {
        var plain = Normalised(text);
        _text = new char[plain.Length];
        _starts = new ulong[(plain.Length >> 6) + 1];
        _ends = new ulong[(plain.Length >> 6) + 1];
        var (isInside, length) = (false, 0);
        foreach (var c in plain)
        {
            var kept = c < Folded.Length ? Folded[c] : IsKept(c) ? char.ToLowerInvariant(c) : '\0';
            if (kept == '\0')
            {
                if (isInside)
                {
                    _ends[(length - 1) >> 6] |= 1UL << ((length - 1) & 63);
                    isInside = false;
                }

                continue;
            }

            if (!isInside)
            {
                _starts[length >> 6] |= 1UL << (length & 63);
                isInside = true;
            }

            _text[length++] = kept;
        }

        if (isInside)
        {
            _ends[(length - 1) >> 6] |= 1UL << ((length - 1) & 63);
        }

        _length = length;
    }

    /// <summary>ASCII letters and digits in small letters; zero for every other character.</summary>
    private static readonly char[] Folded =
        [.. Enumerable.Range(0, 128).Select(static c => char.IsAsciiLetterOrDigit((char)c) ? char.ToLowerInvariant((char)c) : '\0')];

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Whether a squashed value stands in the text; a short one only as whole words.</summary>
    public bool Contains(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            return false;
        }

        for (var from = 0; ;)
        {
            var at = Text[from..].IndexOf(value);
            if (at < 0)
            {
                return false;
            }

            at += from;
            if (value.Length >= LongEnough || (Bit(_starts, at) && Bit(_ends, at + value.Length - 1)))
            {
                return true;
            }

            from = at + 1;
        }
    }

    /// <summary>The letters and digits of a value.</summary>
    public static string Of(string value)
    {
        var plain = Normalised(value);
        return string.Create(plain.Count(IsKept), plain, static (span, text) =>
        {
            var length = 0;
            foreach (var c in text)
            {
                if (IsKept(c))
                {
                    span[length++] = Lower(c);
                }
            }
        });
    }

    public static bool IsKept(char c) => char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    private static char Lower(char c) => char.IsAscii(c) ? (char)(char.IsAsciiLetterUpper(c) ? c | 0x20 : c) : char.ToLowerInvariant(c);

    /// <summary>Soft hyphens and marks that stand alone go with the invisible characters.</summary>
    private static string Normalised(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var normal = Normaliser.Normalise(text);
        if (Ascii.IsValid(normal))
        {
            return normal;
        }

        var kept = new StringBuilder(normal.Length);
        foreach (var c in normal)
        {
            if (c != '\u00ad' && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }

    private static bool Bit(ulong[] bits, int at) => (bits[at >> 6] & (1UL << (at & 63))) != 0;
}
