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
