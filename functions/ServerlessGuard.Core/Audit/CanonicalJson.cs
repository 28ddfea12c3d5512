using System.Buffers;
using System.Globalization;
using System.Text;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// Writes one flat JSON object as RFC 8785 asks: no spaces, the escapes of its section 3.2.2.2, integers only. The
/// caller names members in order; absent values and empty maps are skipped.
/// </summary>
internal sealed class CanonicalJson
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private readonly int _most;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(2048);
    private int _length;
    private bool _first = true;

    public CanonicalJson(int most)
    {
        _most = most;
        Raw("{"u8);
    }

    public void Member(string name, string? value)
    {
        if (value is not null)
        {
            Name(name);
            String(value);
        }
    }

    public void Member(string name, long value)
    {
        Name(name);
        Integer(value);
    }

    public void Member<T>(string name, IReadOnlyDictionary<string, T> map, Action<CanonicalJson, T> write)
    {
        if (map.Count == 0)
        {
            return;
        }

        Name(name);
        Raw("{"u8);
        var members = map.ToArray();
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                Raw(","u8);
            }

            String(members[i].Key);
            Raw(":"u8);
            write(this, members[i].Value);
        }

        Raw("}"u8);
    }

    public void Integer(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        Raw(digits[..written]);
    }

    public void String(string value)
    {
        if (value is null || value.Length > _most)
        {
            throw TooLarge();
        }

        Raw("\""u8);
        var rest = value.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAny(Escaped);
            Text(plain < 0 ? rest : rest[..plain]);
            if (plain < 0)
            {
                break;
            }

            Escape(rest[plain]);
            rest = rest[(plain + 1)..];
        }

        Raw("\""u8);
    }

    /// <summary>The object's bytes. Nothing can be written afterwards.</summary>
    public byte[] End()
    {
        Raw("}"u8);
        var bytes = _bytes.AsSpan(0, _length).ToArray();
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
        return bytes;
    }

    private static ArgumentException TooLarge() => new("The audit entry is missing a value or is larger than an entry may be.");

    private void Name(string name)
    {
        if (!_first)
        {
            Raw(","u8);
        }

        _first = false;
        String(name);
        Raw(":"u8);
    }

    private void Escape(char c)
    {
        var text = c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        };
        Text(text);
    }

    private void Text(ReadOnlySpan<char> text)
    {
        // Throws EncoderFallbackException, an ArgumentException, for a lone surrogate: replacing it would give two
        // different entries the same bytes.
        Reserve(Utf8.GetMaxByteCount(text.Length));
        _length += Utf8.GetBytes(text, _bytes.AsSpan(_length));
        RequireSmall();
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        RequireSmall();
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
    }

    private void RequireSmall()
    {
        if (_length > _most)
        {
            throw TooLarge();
        }
    }
}
