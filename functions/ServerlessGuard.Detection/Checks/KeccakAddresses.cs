using System.Text;

namespace ServerlessGuard.Detection.Checks;

/// <summary>EIP-55: in a mixed-case address the case of each letter repeats a bit of the lower-case form's Keccak-256.</summary>
internal static class EthereumAddress
{
    /// <summary><paramref name="value"/>: 0x and 40 hex digits. One case throughout carries no checksum and passes.</summary>
    public static bool IsValid(ReadOnlySpan<char> value)
    {
        var hex = value[2..];
        if (!hex.ContainsAnyInRange('a', 'f') || !hex.ContainsAnyInRange('A', 'F'))
        {
            return hex.ContainsAnyExcept('0');
        }

        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(hex.ToString().ToLowerInvariant()));
        for (var i = 0; i < hex.Length; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15;
            if (char.IsAsciiLetter(hex[i]) && char.IsAsciiLetterUpper(hex[i]) != nibble >= 8)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Monero's base58: blocks of 11 characters hold 8 bytes each; the last four bytes are a Keccak-256 checksum.</summary>
internal static class MoneroAddress
{
    public static bool IsValid(ReadOnlySpan<char> value)
    {
        // 95 characters: eight full blocks and one of 7 characters (5 bytes), 69 bytes in all.
        if (value.Length != 95)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[69];
        for (var block = 0; block < 9; block++)
        {
            var size = block < 8 ? 8 : 5;
            var decoded = Base58.Decode(value.Slice(block * 11, block < 8 ? 11 : 7));
            if (decoded is null)
            {
                return false;
            }

            var tail = decoded.AsSpan().TrimStart((byte)0);
            if (tail.Length > size)
            {
                return false;
            }

            bytes.Slice(block * 8, size).Clear();
            tail.CopyTo(bytes.Slice((block * 8) + size - tail.Length, tail.Length));
        }

        return Keccak256.Hash(bytes[..65]).AsSpan(0, 4).SequenceEqual(bytes[65..]);
    }
}
