using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Redaction;

/// <summary>Repeatable: hashes of a counter.</summary>
internal sealed class CountingEntropy : IEntropy
{
    private long _drawn;

    public void Fill(Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[32];
        Span<byte> number = stackalloc byte[8];
        for (var at = 0; at < destination.Length; at += 32)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, Interlocked.Increment(ref _drawn));
            SHA256.HashData(number, block);
            block[..Math.Min(32, destination.Length - at)].CopyTo(destination[at..]);
        }
    }

    public string NewId() => Interlocked.Increment(ref _drawn).ToString("D26", CultureInfo.InvariantCulture);
}
