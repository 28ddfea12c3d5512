using System.Numerics;
using System.Text;

namespace ServerlessGuard.Core.Callers;

/// <summary>
/// The text of a caller key: <c>sg-NAME-SECRET</c>. NAME is 1 to 40 of <c>[a-z0-9-]</c>, with a letter or digit at both
/// ends. SECRET is 43 base62 characters that hold 256 random bits, then 6 that hold the CRC-32 of all before it. The
/// check digits let a scanner distinguish a leaked key from a look-alike, and let the guard drop guesses before any store is read.
/// </summary>
public static class CallerKeyText
{
    public const string Prefix = "sg-";
    public const int MaxNameLength = 40;

    /// <summary>Characters of SECRET, check digits included.</summary>
    public const int SecretLength = RandomLength + CheckLength;

    public const int MaxLength = 3 + MaxNameLength + 1 + SecretLength;

    internal const int SecretBytes = 32;
    private const int RandomLength = 43;
    private const int CheckLength = 6;
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxNameLength || name[0] == '-' || name[^1] == '-')
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text has a key's shape and its check digits are right.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> key) => TrySplit(key, out _, out _);

    internal static string Format(string name, ReadOnlySpan<byte> secret)
    {
        var start = $"{Prefix}{name}-{Encode(new BigInteger(secret, isUnsigned: true, isBigEndian: true), RandomLength)}";
        return start + Encode(Crc32(start), CheckLength);
    }

    /// <summary>The name and the random characters of SECRET, which stand for the secret from here on.</summary>
    internal static bool TrySplit(ReadOnlySpan<char> key, out ReadOnlySpan<char> name, out ReadOnlySpan<char> random)
    {
        name = default;
        random = default;
        if (key.Length is < 3 + 1 + 1 + SecretLength or > MaxLength
            || !key.StartsWith(Prefix, StringComparison.Ordinal)
            || key[^(SecretLength + 1)] != '-')
        {
            return false;
        }

        var secret = key[^SecretLength..];
        foreach (var c in secret)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        name = key[Prefix.Length..^(SecretLength + 1)];
        random = secret[..RandomLength];
        return IsName(name) && secret[RandomLength..].SequenceEqual(Encode(Crc32(key[..^CheckLength]), CheckLength));
    }

    private static string Encode(BigInteger value, int length)
    {
        var text = new StringBuilder(new string(Base62[0], length));
        for (var i = length - 1; i >= 0; i--)
        {
            value = BigInteger.DivRem(value, 62, out var digit);
            text[i] = Base62[(int)digit];
        }

        return text.ToString();
    }

    /// <summary>CRC-32 as in ISO 3309 (polynomial EDB88320, reflected). The text is ASCII.</summary>
    private static uint Crc32(ReadOnlySpan<char> ascii)
    {
        var crc = uint.MaxValue;
        foreach (var c in ascii)
        {
            crc ^= (byte)c;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
