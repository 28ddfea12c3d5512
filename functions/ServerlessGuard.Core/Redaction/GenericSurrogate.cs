using System.Globalization;
using System.Security.Cryptography;

namespace ServerlessGuard.Core.Redaction;

/// <summary>A surrogate of the same shape for rules without a maker of their own: letters for letters, digits for digits.</summary>
internal static class GenericSurrogate
{
    public static string Make(ReadOnlySpan<char> value, ReadOnlySpan<byte> random)
    {
        // HKDF-Expand gives 255 hashes at most; longer values repeat the pattern.
        var noise = new byte[Math.Min(2 * Math.Max(value.Length, 1), 255 * 32)];
        HKDF.Expand(HashAlgorithmName.SHA256, random, noise, "surrogate"u8);
        var made = value.ToArray();
        for (var i = 0; i < made.Length; i++)
        {
            var at = 2 * i % noise.Length;
            var draw = (noise[at] << 8) | noise[(at + 1) % noise.Length];
            made[i] = CharUnicodeInfo.GetUnicodeCategory(made[i]) switch
            {
                UnicodeCategory.DecimalDigitNumber => (char)('0' + (draw % 10)),
                UnicodeCategory.UppercaseLetter => (char)('A' + (draw % 26)),
                UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter => (char)('a' + (draw % 26)),
                _ => made[i],
            };
        }

        return new string(made);
    }
}
