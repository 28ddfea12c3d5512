using System.Numerics;
using System.Security.Cryptography;

namespace ServerlessGuard.Detection.Checks;

/// <summary>Base58 and Base58Check (Bitcoin's alphabet, double SHA-256 checksum of four bytes).</summary>
internal static class Base58
{
    private const string Bitcoin = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Ripple = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

    public static bool IsCheckedAddress(ReadOnlySpan<char> value) => IsChecked(value, Bitcoin);

    /// <summary>The same checksum over the XRP Ledger's own alphabet.</summary>
    public static bool IsCheckedRippleAddress(ReadOnlySpan<char> value) => IsChecked(value, Ripple);

    /// <summary>The bytes of a value in the Bitcoin alphabet, or null where a character is foreign.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> value) => Decode(value, Bitcoin);

    private static bool IsChecked(ReadOnlySpan<char> value, string alphabet)
    {
        // An address is version (1 byte), hash (20 bytes), checksum (4 bytes).
        if (Decode(value, alphabet) is not { Length: 25 } bytes)
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes.AsSpan(0, 21), hash);
        SHA256.HashData(hash, hash);
        return hash[..4].SequenceEqual(bytes.AsSpan(21));
    }

    private static byte[]? Decode(ReadOnlySpan<char> value, string alphabet)
    {
        var number = BigInteger.Zero;
        foreach (var c in value)
        {
            var digit = alphabet.IndexOf(c);
            if (digit < 0)
            {
                return null;
            }

            number = (number * 58) + digit;
        }

        var zeros = value.IndexOfAnyExcept(alphabet[0]);
        var tail = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[zeros < 0 ? value.Length : zeros], .. tail];
    }
}
