using System.Numerics;
using System.Text;

namespace ServerlessGuard.Detection.Views;

/// <summary>
/// Long words that may be text in base64 or hexadecimal, or a secret that was turned round or rotated by 13 letters. Reused; not
/// thread-safe.
/// </summary>
internal sealed class EncodedRun
{
    /// <summary>Shorter runs are too short for a value.</summary>
    public const int Shortest = 16;

    /// <summary>Of a longer run this much is decoded.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>The longest run that may be a secret in other order.</summary>
    public const int LongestRotated = 256;

    private const int FullLine = 40;
    private const int MostIndent = 32;
    private const int Probe = 12;

    private const byte None = 64;

    // The value of ASCII units in base64 of either alphabet (RFC 4648).
    private static readonly byte[] Values = [.. Enumerable.Range(0, 0x80).Select(static unit => (byte)((char)unit switch
    {
        >= 'A' and <= 'Z' => unit - 'A',
        >= 'a' and <= 'z' => unit - 'a' + 26,
        >= '0' and <= '9' => unit - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => None,
    }))];

    private char[] _units = [];
    private byte[] _bytes = [];
    private char[] _text = [];
    private int _count;
    private int _end;
    private bool _isJoined;

    /// <summary>The place of the run.</summary>
    public TextSpan Span { get; private set; }

    private bool IsOpen { get; set; }

    /// <summary>Finds the next run at or after <paramref name="from"/>, which is set behind it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bits">Which of its units may belong to a run.</param>
    /// <param name="from">The unit to look from.</param>
    public bool Next(ReadOnlySpan<char> text, ReadOnlySpan<ulong> bits, ref int from)
    {
        var within = ulong.MaxValue << from; // the shift counts modulo 64
        for (var block = from / TextBits.Block; block < bits.Length; block++)
        {
            var following = block + 1 < bits.Length ? bits[block + 1] : 0;
            var starts = TextBits.StartsOfRuns(bits[block], following, Shortest) & within;
            if (starts != 0)
            {
                var start = (block * TextBits.Block) + BitOperations.TrailingZeroCount(starts);
                from = Read(text, start, bits);
                Span = new TextSpan(start, _end);
                return true;
            }

            within = ulong.MaxValue;
        }

        from = text.Length;
        return false;
    }

    /// <summary>The start of a run that goes on to the text's end; the text's length when none does.</summary>
    public static int OpenFrom(ReadOnlySpan<byte> symbols)
    {
        var start = symbols.Length;
        while (start > 0 && IsUnit((char)symbols[start - 1]) && symbols.Length - start < Shortest)
        {
            start--;
        }

        return start;
    }

    /// <summary>
    /// Whether more text may make the run one that says something. Its beginning tells, or that it may still be a secret.
    /// </summary>
    public bool IsUndecided(ReadOnlySpan<char> text) => IsOpen && (_count <= LongestRotated || !Decode(text).IsEmpty);

    /// <summary>The text of the run in base64 or hexadecimal; nothing when it is no text.</summary>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<char> text)
    {
        var units = Units(text);
        if (_bytes.Length < _count)
        {
            var size = (int)BitOperations.RoundUpToPowerOf2((uint)_count);
            (_bytes, _text) = (new byte[size], new char[size]);
        }

        var hex = units.StartsWith("0x") ? units[2..] : units;
        if (hex.Length % 2 == 0 && hex.Length >= Shortest && IsHex(hex) && Text(hex, HexBytes) is { IsEmpty: false } decoded)
        {
            return decoded;
        }

        return units.Length % 4 == 1 || !MayBeText(units) ? default : Text(units, Base64Bytes);
    }

    /// <summary>The run's units when they are few enough for a secret in other order.</summary>
    public ReadOnlySpan<char> Rotated(ReadOnlySpan<char> text) =>
        _count <= LongestRotated && Span.Length == _count ? Units(text) : default;

    // The units of one line need no copy.
    private ReadOnlySpan<char> Units(ReadOnlySpan<char> text) =>
        _isJoined ? _units.AsSpan(0, _count) : text.Slice(Span.Start, _count);

    /// <summary>Takes the run's units, over the ends of full lines; returns where it ends.</summary>
    private int Read(ReadOnlySpan<char> text, int start, ReadOnlySpan<ulong> bits)
    {
        (_count, _isJoined, var at) = (0, false, start);
        while (true)
        {
            var line = at;
            at = Math.Min(TextBits.End(bits, at), line + Longest - _count);
            if (_isJoined)
            {
                Take(text[line..at]);
            }
            else
            {
                _count = at - line;
            }

            var next = NextLine(text, at);
            IsOpen = _count < Longest && next == text.Length && (next == at || at - line >= FullLine);
            if (at - line < FullLine || next == at || next == text.Length || !IsUnit(text[next]) || _count >= Longest)
            {
                break;
            }

            if (!_isJoined)
            {
                (_isJoined, _count) = (true, 0);
                Take(text[line..at]);
            }

            at = next;
        }

        for (var padding = 0; padding < 2 && at < text.Length && text[at] == '='; padding++)
        {
            at++;
        }

        IsOpen |= _count < Longest && at == text.Length;
        _end = at;
        while (_count >= Longest && at < text.Length && IsUnit(text[at]))
        {
            at++;
        }

        return at;
    }

    private void Take(ReadOnlySpan<char> line)
    {
        if (_count + line.Length > _units.Length)
        {
            Array.Resize(ref _units, (int)BitOperations.RoundUpToPowerOf2((uint)(_count + line.Length)));
        }

        line.CopyTo(_units.AsSpan(_count));
        _count += line.Length;
    }

    private static int NextLine(ReadOnlySpan<char> text, int at)
    {
        var next = at < text.Length && text[at] == '\r' ? at + 1 : at;
        if (next >= text.Length || text[next] != '\n')
        {
            return next == text.Length ? next : at;
        }

        next++;
        for (var most = next + MostIndent; next < text.Length && next < most && text[next] is ' ' or '\t';)
        {
            next++;
        }

        return next;
    }

    private static bool IsHex(ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
        {
            if (!char.IsAsciiHexDigit(unit))
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<char> Text(ReadOnlySpan<char> units, Func<ReadOnlySpan<char>, byte[], int> decode)
    {
        var probe = decode(units[..Math.Min(units.Length, 4 * Probe / 3)], _bytes);
        if (probe < Probe / 2 || (Utf8Prefix(_bytes.AsSpan(0, probe), _text, isProbe: true) == 0 && !IsUtf16(_bytes.AsSpan(0, probe))))
        {
            return default;
        }

        var bytes = _bytes.AsSpan(0, decode(units, _bytes));
        if (!IsUtf16(bytes[..probe]))
        {
            return _text.AsSpan(0, Utf8Prefix(bytes, _text, isProbe: false));
        }

        var length = Encoding.Unicode.GetChars(bytes[..(bytes.Length & ~1)], _text);
        return _text.AsSpan(0, length);
    }

    private static bool IsUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 7 && (bytes[1] | bytes[3] | bytes[5] | bytes[7]) == 0 && bytes[0] >= ' ' && bytes[2] >= ' ' && bytes[4] >= ' ';

    /// <summary>The text up to the first byte that belongs to none. A probe is text whole or not at all.</summary>
    private static int Utf8Prefix(ReadOnlySpan<byte> bytes, Span<char> text, bool isProbe)
    {
        var written = 0;
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status != System.Buffers.OperationStatus.Done
                || (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r'))
                || rune.Value is >= 0x7F and < 0xA0)
            {
                return isProbe && status != System.Buffers.OperationStatus.NeedMoreData ? 0 : written;
            }

            written += rune.EncodeToUtf16(text[written..]);
            bytes = bytes[length..];
        }

        return written;
    }

    /// <summary>Whether the first bytes in base64 are no controls: those of most words are.</summary>
    private static bool MayBeText(ReadOnlySpan<char> units)
    {
        for (var at = 0; at < 8; at += 4)
        {
            var bits = (Values[units[at]] << 18) | (Values[units[at + 1]] << 12) | (Values[units[at + 2]] << 6) | Values[units[at + 3]];
            for (var shift = 16; shift >= 0; shift -= 8)
            {
                var one = (bits >> shift) & 0xFF;
                if (one < ' ' ? one is not ('\t' or '\n' or '\r' or 0) : one is 0x7F or 0xC0 or 0xC1 or > 0xF4)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int HexBytes(ReadOnlySpan<char> units, byte[] bytes)
    {
        Convert.FromHexString(units[..(units.Length & ~1)], bytes, out _, out var written);
        return written;
    }

    private static int Base64Bytes(ReadOnlySpan<char> units, byte[] bytes)
    {
        var (bits, held, written) = (0, 0, 0);
        foreach (var unit in units)
        {
            held = ((held << 6) + Values[unit]) & 0xFFFF;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[written++] = (byte)(held >> bits);
            }
        }

        return written;
    }

    private static bool IsUnit(char unit) => unit < 0x80 && Values[unit] != None;
}
