using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Simulation;

/// <summary>
/// A secret that opens nothing: the shape and the check digits of a GitHub token (prefix, 30 characters, base62 CRC-32),
/// marked as a test by its first characters. Made when the program runs, so that no scanner finds one in the sources.
/// </summary>
internal static class TestSecret
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Value { get; } = Make();

    private static string Make()
    {
        var body = new StringBuilder("TEST");
        foreach (var value in SHA256.HashData("simulated deployment key"u8)[..26])
        {
            body.Append(Base62[value % Base62.Length]);
        }

        var check = Crc32(Encoding.ASCII.GetBytes(body.ToString()));
        Span<char> digits = stackalloc char[6];
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = Base62[(int)(check % 62)];
            check /= 62;
        }

        return $"gh{'p'}_{body}{digits}";
    }

    /// <summary>CRC-32 of ISO-HDLC (reflected, polynomial 04C11DB7), bit by bit: it runs once over 30 bytes.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
