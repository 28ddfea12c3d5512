using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The six characters that distinguish tokens of a scope: five pseudo-random symbols and a check symbol. The alphabet
/// has 29 symbols, none of which reads as another (no 0 O, 1 I L, U V), so the weighted check symbol is over a prime
/// field: two valid codes differ in at least two places, and swapping two symbols never gives another valid code. A
/// model's slip therefore restores nothing rather than someone else's value.
/// </summary>
internal static class TokenCode
{
    public const int Length = 6;

    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";

    /// <summary>The code that a key draws for a value, or null when that draw is not usable and the next is to be tried.</summary>
    public static string? Draw(ReadOnlySpan<byte> key, ReadOnlySpan<char> value, int draw)
    {
        Span<byte> hash = stackalloc byte[32];
        Mac(key, value, draw, hash);
        Span<char> code = stackalloc char[Length];
        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            var symbol = (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash[(4 * i)..]) % (uint)Alphabet.Length);
            code[i] = Alphabet[symbol];
            sum += (i + 2) * symbol;
        }

        code[Length - 1] = Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
        return HasLetterAndDigit(code) ? new string(code) : null;
    }

    /// <summary>Whether the characters (upper case) could be a code of some scope.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> code)
    {
        if (code.Length != Length || !HasLetterAndDigit(code))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < Length; i++)
        {
            var symbol = Alphabet.IndexOf(code[i], StringComparison.Ordinal);
            if (symbol < 0)
            {
                return false;
            }

            sum += (i == Length - 1 ? 1 : i + 2) * symbol;
        }

        return sum % Alphabet.Length == 0;
    }

    /// <summary>HMAC-SHA256 over the value's UTF-16 units and the number of the draw.</summary>
    public static void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<char> value, int draw, Span<byte> destination)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, draw);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(number);
        mac.AppendData(MemoryMarshal.AsBytes(value));
        mac.GetHashAndReset(destination);
    }

    // A word or a number in brackets is then never a code.
    private static bool HasLetterAndDigit(ReadOnlySpan<char> code) =>
        code.ContainsAnyInRange('2', '9') && code.ContainsAnyInRange('A', 'Z');
}
