using System.Buffers.Binary;
using System.Numerics;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// The bytes of an append log's segment file. Header: the magic <c>SGLOG1\0\0</c> and the segment's number (64 bits).
/// Then groups, each written by one call and made durable by one fsync before the next begins, so that a crash can
/// damage the last group only. Group: mark <c>SGG1</c>, payload length, number of frames, CRC-32C over the segment's
/// number, the group's offset, length, number and payload (32 bits each but for the 64-bit number and offset); payload:
/// frames, each a 32-bit length and its bytes. Little-endian throughout. The CRC covers the place, so that a group
/// copied elsewhere does not pass.
/// </summary>
internal static class SegmentFormat
{
    public const int HeaderLength = 16;
    public const int GroupHeaderLength = 16;

    /// <summary>The largest payload of one group; a frame and its length fit in it.</summary>
    public const int MaxPayload = 16 << 20;

    public static ReadOnlySpan<byte> Magic => "SGLOG1\0\0"u8;

    public static ReadOnlySpan<byte> GroupMark => "SGG1"u8;

    public static byte[] Header(long segment)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), segment);
        return header;
    }

    /// <summary>How many of the frames, from <paramref name="first"/> on, fit into one group.</summary>
    public static int CountFitting(IReadOnlyList<ReadOnlyMemory<byte>> frames, int first)
    {
        long length = 0;
        var count = 0;
        while (first + count < frames.Count && (length += 4 + frames[first + count].Length) <= MaxPayload)
        {
            count++;
        }

        return count;
    }

    public static int LengthOf(IReadOnlyList<ReadOnlyMemory<byte>> frames, int first, int count)
    {
        var length = GroupHeaderLength;
        for (var i = first; i < first + count; i++)
        {
            length += 4 + frames[i].Length;
        }

        return length;
    }

    public static void WriteGroup(
        Span<byte> group, long segment, long offset, IReadOnlyList<ReadOnlyMemory<byte>> frames, int first, int count)
    {
        GroupMark.CopyTo(group);
        BinaryPrimitives.WriteInt32LittleEndian(group[4..], group.Length - GroupHeaderLength);
        BinaryPrimitives.WriteInt32LittleEndian(group[8..], count);
        var at = GroupHeaderLength;
        for (var i = first; i < first + count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(group[at..], frames[i].Length);
            frames[i].Span.CopyTo(group[(at + 4)..]);
            at += 4 + frames[i].Length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(group[12..], Checksum(group, segment, offset));
    }

    /// <summary>The payload length a group's header claims; negative when it is no header.</summary>
    public static int ReadLength(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        return header.StartsWith(GroupMark) && length is > 0 and <= MaxPayload ? length : -1;
    }

    /// <summary>The frames of a whole group, or null when it is not what was written at this place.</summary>
    public static List<ReadOnlyMemory<byte>>? ReadGroup(ReadOnlyMemory<byte> group, long segment, long offset)
    {
        var bytes = group.Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != Checksum(bytes, segment, offset))
        {
            return null;
        }

        var frames = new List<ReadOnlyMemory<byte>>();
        var at = GroupHeaderLength;
        while (at < bytes.Length)
        {
            if (bytes.Length - at < 4
                || BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]) is var length && (length <= 0 || length > bytes.Length - at - 4))
            {
                return null;
            }

            frames.Add(group.Slice(at + 4, length));
            at += 4 + length;
        }

        return frames.Count == BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) ? frames : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> group, long segment, long offset)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)segment);
        crc = BitOperations.Crc32C(crc, (ulong)offset);
        crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(group[4..]));
        var rest = group[GroupHeaderLength..];
        for (; rest.Length >= 8; rest = rest[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        foreach (var value in rest)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
