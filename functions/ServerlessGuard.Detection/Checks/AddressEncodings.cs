using System.Security.Cryptography;

namespace ServerlessGuard.Detection.Checks;

/// <summary>Base58 and Base58Check (Bitcoin's alphabet, double SHA-256 checksum of four bytes).</summary>
internal static class Base58
{
    private const string Bitcoin = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int LongestOnStack = 256;
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
        // Base 256, the least byte first: 58^n is below 256^n.
        Span<byte> bytes = stackalloc byte[Math.Min(value.Length, LongestOnStack)];
        bytes = value.Length > LongestOnStack ? new byte[value.Length] : bytes;
        var used = 0;
        foreach (var c in value)
        {
            var carry = alphabet.IndexOf(c);
            if (carry < 0)
            {
                return null;
            }

            for (var i = 0; i < used; i++)
            {
                carry += bytes[i] * 58;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry > 0)
            {
                bytes[used++] = (byte)carry;
            }
        }

        var zeros = value.IndexOfAnyExcept(alphabet[0]);
        zeros = zeros < 0 ? value.Length : zeros;
        var decoded = new byte[zeros + used];
        bytes[..used].CopyTo(decoded.AsSpan(zeros));
        decoded.AsSpan(zeros).Reverse();
        return decoded;
    }
}

/// <summary>Segregated-witness addresses: Bech32 (BIP 173) for version 0, Bech32m (BIP 350) for later ones.</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static readonly uint[] Generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    public static bool IsSegwitAddress(ReadOnlySpan<char> value)
    {
        if (value.ContainsAnyInRange('a', 'z') && value.ContainsAnyInRange('A', 'Z'))
        {
            return false;
        }

        Span<char> lower = stackalloc char[value.Length];
        value.ToLowerInvariant(lower);
        var separator = lower.LastIndexOf('1');
        if (separator < 1 || lower.Length - separator < 8)
        {
            return false;
        }

        uint state = 1;
        foreach (var c in lower[..separator])
        {
            state = Step(state, (uint)c >> 5);
        }

        state = Step(state, 0);
        foreach (var c in lower[..separator])
        {
            state = Step(state, (uint)c & 31);
        }

        foreach (var c in lower[(separator + 1)..])
        {
            var digit = Alphabet.IndexOf(c);
            if (digit < 0)
            {
                return false;
            }

            state = Step(state, (uint)digit);
        }

        return state == (lower[separator + 1] == 'q' ? 1u : 0x2bc830a3u);
    }

    private static uint Step(uint state, uint value)
    {
        var top = state >> 25;
        state = ((state & 0x1ffffff) << 5) ^ value;
        for (var i = 0; i < 5; i++)
        {
            state ^= ((top >> i) & 1) == 1 ? Generators[i] : 0;
        }

        return state;
    }
}
