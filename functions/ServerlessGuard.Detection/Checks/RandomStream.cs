using System.Buffers.Binary;
using System.Numerics;

namespace ServerlessGuard.Detection.Checks;

/// <summary>xoshiro256** from 32 given bytes: repeatable, and as unguessable as its seed.</summary>
internal ref struct RandomStream
{
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    public RandomStream(ReadOnlySpan<byte> seed)
    {
        a = BinaryPrimitives.ReadUInt64LittleEndian(seed);
        b = BinaryPrimitives.ReadUInt64LittleEndian(seed[8..]);
        c = BinaryPrimitives.ReadUInt64LittleEndian(seed[16..]);
        // The state must not be all zero, or it stays so.
        d = BinaryPrimitives.ReadUInt64LittleEndian(seed[24..]) | 1;
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Next(int limit)
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return (int)((result >> 33) % (ulong)limit);
    }
}
