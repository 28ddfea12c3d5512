using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ServerlessGuard.Core.Redaction;

/// <summary>A token and the value it stands for.</summary>
internal sealed class TokenEntry
{
    /// <summary>The spelling of a value that stood in a JSON number.</summary>
    public const string NumberSpelling = "#";

    /// <summary>Before the spelling of a value that stood in a JSON string.</summary>
    public const char StringSpelling = '"';

    private const int MaxLabel = 24;

    public TokenEntry(string kind, string code, string value, string? spelling = null)
    {
        (Kind, Code, Value, Spelling) = (kind, code, value, spelling);
        Label = MakeLabel(kind);
        Token = $"[{Label}_{code}]";
        Word = Label.Replace("_", "", StringComparison.Ordinal);
    }

    public string Kind { get; }

    public string Code { get; }

    public string Value { get; }

    /// <summary>
    /// How the value stood in a file of JSON, where it was not as a writer would spell it: <c>#</c> in a number, or <c>"</c> and the
    /// escaped text. A value has a token of its own for each spelling, since one token can give back one.
    /// </summary>
    public string? Spelling { get; }

    /// <summary>The kind as it is in the token: <c>PAYMENT_CARD</c>.</summary>
    public string Label { get; }

    /// <summary>The label's letters and digits alone: <c>PAYMENTCARD</c>.</summary>
    public string Word { get; }

    public string Token { get; }

    /// <summary>Leaves the value out.</summary>
    public override string ToString() => Token;

    /// <summary>
    /// Kind, NUL, value, as UTF-16 units: whatever was in the text comes back, lone surrogates too. Where the value has a spelling, the
    /// kind is followed by U+0001 and the spelling's length, and the value by the spelling.
    /// </summary>
    public ReadOnlySpan<byte> ToBytes() => MemoryMarshal.AsBytes((Spelling is null
        ? $"{Kind}\0{Value}"
        : string.Create(CultureInfo.InvariantCulture, $"{Kind}\u0001{Spelling.Length}\0{Value}{Spelling}")).AsSpan());

    /// <summary>Throws <see cref="CryptographicException"/> when the bytes are no token's.</summary>
    public static TokenEntry Read(string code, ReadOnlySpan<byte> plain)
    {
        var text = MemoryMarshal.Cast<byte, char>(plain);
        var end = text.IndexOf('\0');
        if (end <= 0)
        {
            throw new CryptographicException("A vault record holds no token.");
        }

        var kind = text[..end];
        var value = text[(end + 1)..];
        var mark = kind.IndexOf('\u0001');
        if (mark < 0)
        {
            return new TokenEntry(new string(kind), code, new string(value));
        }

        var length = int.Parse(kind[(mark + 1)..], NumberStyles.None, CultureInfo.InvariantCulture);
        return new TokenEntry(new string(kind[..mark]), code, new string(value[..^length]), new string(value[^length..]));
    }

    private static string MakeLabel(string kind)
    {
        var label = kind.Length > MaxLabel ? kind[..MaxLabel] : kind;
        return string.Create(label.Length, label, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(from[i]) ? char.ToUpperInvariant(from[i]) : '_';
            }
        });
    }
}
