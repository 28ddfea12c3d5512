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

    private const int Look = 8;

    private const int FullLine = 40;
    private const int MostIndent = 32;
    private const int Probe = 12;

    private static readonly bool[] Units = [.. Enumerable.Range(0, 256).Select(static symbol => symbol < 0x80 && Value((char)symbol) >= 0)];

    private char[] _units = [];
    private byte[] _bytes = [];
    private char[] _text = [];
    private int _count;
    private int _end;

    /// <summary>The place of the run.</summary>
    public TextSpan Span { get; private set; }

    private bool IsOpen { get; set; }

    /// <summary>Finds the next run at or after <paramref name="from"/>, which is set behind it.</summary>
    public bool Next(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, ref int from)
    {
        for (var block = from; block + Look <= symbols.Length; block += Look)
        {
            if (!IsRun(symbols.Slice(block, Look)))
            {
                continue;
            }

            var start = block;
            while (start > from && Units[symbols[start - 1]])
            {
                start--;
            }

            var end = Read(text, start);
            if (_count >= Shortest)
            {
                (Span, from) = (new TextSpan(start, _end), end);
                return true;
            }

            block = Math.Max(end - Look, block);
        }

        from = symbols.Length;
        return false;
    }

    /// <summary>The start of a run that goes on to the text's end; the text's length when none does.</summary>
    public static int OpenFrom(ReadOnlySpan<byte> symbols)
    {
        var start = symbols.Length;
        while (start > 0 && Units[symbols[start - 1]] && symbols.Length - start < Shortest)
        {
            start--;
        }

        return start;
    }

    /// <summary>
    /// Whether more text may make the run one that says something. Its beginning tells, or that it may still be a secret.
    /// </summary>
    public bool IsUndecided => IsOpen && (_count <= LongestRotated || !Decode().IsEmpty);

    /// <summary>The text of the run in base64 or hexadecimal; nothing when it is no text.</summary>
    public ReadOnlySpan<char> Decode()
    {
        var units = _units.AsSpan(0, _count);
        if (_bytes.Length < _count)
        {
            (_bytes, _text) = (new byte[_count], new char[_count]);
        }

        var hex = units.StartsWith("0x") ? units[2..] : units;
        if (hex.Length % 2 == 0 && hex.Length >= Shortest && IsHex(hex) && Text(hex, HexBytes) is { IsEmpty: false } text)
        {
            return text;
        }

        return units.Length % 4 == 1 || !MayBeText(units) ? default : Text(units, Base64Bytes);
    }

    /// <summary>The run's units when they are few enough for a secret in other order.</summary>
    public ReadOnlySpan<char> Rotated() => _count <= LongestRotated && Span.Length == _count ? _units.AsSpan(0, _count) : default;

    private static bool IsRun(ReadOnlySpan<byte> block)
    {
        // The ends first: most words are shorter than the block.
        return Units[block[7]] && Units[block[0]] && Units[block[4]] && Units[block[2]] && Units[block[6]] && Units[block[1]]
            && Units[block[3]] && Units[block[5]];
    }

    /// <summary>Takes the run's units, over the ends of full lines; returns where it ends.</summary>
    private int Read(ReadOnlySpan<char> text, int start)
    {
        (_count, var at) = (0, start);
        while (true)
        {
            var line = at;
            while (at < text.Length && text[at] < 0x80 && Units[text[at]] && _count + at - line < Longest)
            {
                at++;
            }

            Take(text[line..at]);
            var next = NextLine(text, at);
            IsOpen = _count < Longest && next == text.Length && (next == at || at - line >= FullLine);
            if (at - line < FullLine || next == at || next == text.Length || text[next] >= 0x80 || !Units[text[next]] || _count >= Longest)
            {
                break;
            }

            at = next;
        }

        for (var padding = 0; padding < 2 && at < text.Length && text[at] == '='; padding++)
        {
            at++;
        }

        IsOpen |= _count < Longest && at == text.Length;
        _end = at;
        while (_count >= Longest && at < text.Length && text[at] < 0x80 && Units[text[at]])
        {
            at++;
        }

        return at;
    }

    private void Take(ReadOnlySpan<char> line)
    {
        if (_count + line.Length > _units.Length)
        {
            Array.Resize(ref _units, Math.Max(2 * _units.Length, _count + line.Length));
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
            var bits = (Value(units[at]) << 18) | (Value(units[at + 1]) << 12) | (Value(units[at + 2]) << 6) | Value(units[at + 3]);
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
            held = ((held << 6) | Value(unit)) & 0xFFFF;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[written++] = (byte)(held >> bits);
            }
        }

        return written;
    }

    /// <summary>The value of a unit in base64 of either alphabet (RFC 4648); -1 for others.</summary>
    private static int Value(char unit) => unit switch
    {
        >= 'A' and <= 'Z' => unit - 'A',
        >= 'a' and <= 'z' => unit - 'a' + 26,
        >= '0' and <= '9' => unit - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => -1,
    };
}
