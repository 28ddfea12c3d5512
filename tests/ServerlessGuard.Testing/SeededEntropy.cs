using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing;

/// <summary>The same bytes and ids in every run of a test: SHA-256 in counter mode over the seed. Thread-safe.</summary>
public sealed class SeededEntropy(int seed) : IEntropy
{
    private long _block;
    private long _id;

    public void Fill(Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[12];
        Span<byte> output = stackalloc byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(input, seed);
        while (!destination.IsEmpty)
        {
            BinaryPrimitives.WriteInt64LittleEndian(input[4..], Interlocked.Increment(ref _block));
            SHA256.HashData(input, output);
            var count = Math.Min(destination.Length, output.Length);
            output[..count].CopyTo(destination);
            destination = destination[count..];
        }
    }

    /// <summary>Ids count up, so they are time-ordered like real ones.</summary>
    public string NewId() =>
        string.Create(CultureInfo.InvariantCulture, $"01TEST{(uint)seed % 1000000:D6}{Interlocked.Increment(ref _id):D14}");
}
