using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ServerlessGuard.Detection.Rules.Secrets.Checks;

/// <summary>Checks on encoded parts of a value.</summary>
internal static class TokenParts
{
    // The header of a JWT names an algorithm and little else; a longer one is no header that anyone issues.
    private const int LongestHeader = 2048;

    /// <summary>Whether the part before the first dot is base64url of a JSON object (RFC 7515, section 4).</summary>
    public static bool HasJsonHeader(ReadOnlySpan<char> value)
    {
        var dot = value.IndexOf('.');
        if (dot is < 4 or > LongestHeader || !Base64Url.IsValid(value[..dot]))
        {
            return false;
        }

        Span<byte> header = stackalloc byte[LongestHeader];
        if (!Base64Url.TryDecodeFromChars(value[..dot], header, out var length))
        {
            return false;
        }

        var reader = new Utf8JsonReader(header[..length]);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the value is base 64 of <c>user:password</c> (RFC 7617).</summary>
    public static bool IsUserAndPassword(ReadOnlySpan<char> value)
    {
        Span<byte> decoded = stackalloc byte[256];
        if (value.Length > 320 || !Convert.TryFromBase64Chars(value, decoded, out var length))
        {
            return false;
        }

        var text = decoded[..length];
        return text.IndexOf((byte)':') >= 1 && text.IndexOfAnyInRange((byte)0, (byte)31) < 0 && Encoding.UTF8.GetCharCount(text) > 3;
    }
}
