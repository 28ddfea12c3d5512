using System.Buffers.Binary;
using System.Numerics;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// One block of a writer's append blob, little-endian: <c>SGB1</c>, kind (1 byte, 3 zero), payload length (4), frame
/// count (4), holder (16), CRC-32C (4), 4 zero bytes; then, of a group, frames of length (4) and bytes, closed by
/// <c>SGBF</c>, so that the end of a group is never taken for a block without payload. The CRC also covers the segment
/// and the offset: a block that was copied elsewhere does not pass.
/// </summary>
internal sealed record LogBlock(LogBlockKind Kind, Guid Holder, IReadOnlyList<ReadOnlyMemory<byte>> Frames, int Length)
{
    public const int HeaderLength = 40;

    /// <summary>The longest payload of a group of several frames; a single longer frame has a block of its own.</summary>
    public const int GroupPayload = 4 << 20;

    /// <summary>The longest frame: with its length and marks it fits into the largest block of the service.</summary>
    public const int LongestFrame = 64 << 20;

    private const int TrailerLength = 4;

    private static ReadOnlySpan<byte> Magic => "SGB1"u8;

    private static ReadOnlySpan<byte> Trailer => "SGBF"u8;

    /// <summary>How many of the frames, from <paramref name="first"/> on, make one block: at least one.</summary>
    public static int CountFitting(IReadOnlyList<ReadOnlyMemory<byte>> frames, int first)
    {
        long length = 4 + frames[first].Length;
        var count = 1;
        while (first + count < frames.Count && (length += 4 + frames[first + count].Length) <= GroupPayload)
        {
            count++;
        }

        return count;
    }

    public static byte[] Write(
        LogBlockKind kind, Guid holder, long segment, long offset, IReadOnlyList<ReadOnlyMemory<byte>> frames, int first, int count)
    {
        var payload = count == 0 ? 0 : TrailerLength;
        for (var i = first; i < first + count; i++)
        {
            payload += 4 + frames[i].Length;
        }

        var block = new byte[HeaderLength + payload];
        Magic.CopyTo(block);
        block[4] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(8), payload);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(12), count);
        holder.TryWriteBytes(block.AsSpan(16));
        var at = HeaderLength;
        for (var i = first; i < first + count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(at), frames[i].Length);
            frames[i].Span.CopyTo(block.AsSpan(at + 4));
            at += 4 + frames[i].Length;
        }

        if (count > 0)
        {
            Trailer.CopyTo(block.AsSpan(at));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(32), Checksum(block, segment, offset));
        return block;
    }

    /// <summary>The payload length that a header claims; negative when it is no header.</summary>
    public static int PayloadOf(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        return header.StartsWith(Magic) && length is >= 0 and <= LongestFrame + 16 ? length : -1;
    }

    /// <summary>The block, or null when the bytes are not what was written at this place.</summary>
    public static LogBlock? Read(ReadOnlyMemory<byte> block, long segment, long offset)
    {
        var bytes = block.Span;
        if (bytes.Length < HeaderLength || PayloadOf(bytes) != bytes.Length - HeaderLength
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]) != 0
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]) != Checksum(bytes, segment, offset))
        {
            return null;
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        var frames = new List<ReadOnlyMemory<byte>>();
        var (at, end) = (HeaderLength, bytes.Length - (count > 0 ? TrailerLength : 0));
        while (at < end)
        {
            if (end - at < 4 || BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]) is var length && (length <= 0 || length > end - at - 4))
            {
                return null;
            }

            frames.Add(block.Slice(at + 4, length));
            at += 4 + length;
        }

        return frames.Count == count ? new((LogBlockKind)bytes[4], new Guid(bytes.Slice(16, 16)), frames, bytes.Length) : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> block, long segment, long offset)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)segment);
        crc = BitOperations.Crc32C(crc, (ulong)offset);
        crc = Add(crc, block[4..32]);
        return ~Add(crc, block[36..]);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}
