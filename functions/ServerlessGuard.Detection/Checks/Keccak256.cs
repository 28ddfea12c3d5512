using System.Buffers.Binary;
using System.Numerics;

namespace ServerlessGuard.Detection.Checks;

/// <summary>Keccak-256 with the original padding (0x01), as Ethereum and Monero use it; SHA3-256 pads differently.</summary>
internal static class Keccak256
{
    private const int Rate = 136;

    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Hashes fewer than 136 bytes (one block), which is all that an address needs.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(data.Length, Rate);
        Span<byte> block = stackalloc byte[Rate];
        block.Clear();
        data.CopyTo(block);
        block[data.Length] = 1;
        block[Rate - 1] |= 0x80;
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        for (var i = 0; i < Rate / 8; i++)
        {
            state[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
        }

        foreach (var constant in RoundConstants)
        {
            Round(state, constant);
        }

        var hash = new byte[32];
        for (var i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(8 * i), state[i]);
        }

        return hash;
    }

    /// <summary>FIPS 202, section 3.2: theta, rho with pi, chi, iota.</summary>
    private static void Round(Span<ulong> state, ulong constant)
    {
        Span<ulong> column = stackalloc ulong[5];
        for (var x = 0; x < 5; x++)
        {
            column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        }

        for (var i = 0; i < 25; i++)
        {
            state[i] ^= column[(i + 4) % 5] ^ BitOperations.RotateLeft(column[(i + 1) % 5], 1);
        }

        var (from, lane) = (1, state[1]);
        for (var t = 0; t < 24; t++)
        {
            var (x, y) = (from % 5, from / 5);
            var to = y + (5 * (((2 * x) + (3 * y)) % 5));
            (state[to], lane) = (BitOperations.RotateLeft(lane, (t + 1) * (t + 2) / 2 % 64), state[to]);
            from = to;
        }

        Span<ulong> row = stackalloc ulong[5];
        for (var y = 0; y < 25; y += 5)
        {
            state.Slice(y, 5).CopyTo(row);
            for (var x = 0; x < 5; x++)
            {
                state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }

        state[0] ^= constant;
    }
}
