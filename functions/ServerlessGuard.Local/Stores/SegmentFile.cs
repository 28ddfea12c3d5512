using Microsoft.Win32.SafeHandles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>Reads one segment file, group by group, from <paramref name="start"/> on, which is the beginning of a group.</summary>
internal sealed class SegmentFile(
    string path, long number, SafeFileHandle handle, long length, long start = SegmentFormat.HeaderLength)
{
    /// <summary>The offset of the last whole group that was read; the header's end when none was.</summary>
    public long LastGroup { get; private set; } = start;

    /// <summary>The end offset of the whole groups read so far.</summary>
    public long End { get; private set; } = start;

    public static string NameOf(long number) => $"{number:D10}.log";

    /// <summary>The segment files of a directory in order; a missing number is an error, since its frames are gone.</summary>
    public static List<string> List(string directory)
    {
        var paths = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.log").Order(StringComparer.Ordinal).ToList() : [];
        for (var i = 0; i < paths.Count; i++)
        {
            if (Path.GetFileName(paths[i]) != NameOf(i))
            {
                throw new StoreUnavailableException(
                    $"The log in {directory} lacks {NameOf(i)}. Restore it from a copy, or move the folder away as evidence.");
            }
        }

        return paths;
    }

    /// <summary>Whether the header is there and right. A file too short for it was being created at a crash.</summary>
    public bool HasHeader()
    {
        Span<byte> header = stackalloc byte[SegmentFormat.HeaderLength];
        return length >= header.Length
            && RandomAccess.Read(handle, header, 0) == header.Length
            && header.SequenceEqual(SegmentFormat.Header(number));
    }

    /// <summary>
    /// The next group's frames; null at the end or at what is no whole group (then <see cref="End"/> is short of the length).
    /// </summary>
    public List<ReadOnlyMemory<byte>>? ReadNext()
    {
        var (frames, size) = ReadAt(End);
        if (frames is not null)
        {
            LastGroup = End;
            End += size;
        }

        return frames;
    }

    /// <summary>
    /// Whether a whole group follows anywhere behind <see cref="End"/>. Only one group is ever in flight, so nothing
    /// whole can follow a torn one: if it does, the part before it was damaged later.
    /// </summary>
    public bool HasGroupBehind()
    {
        var buffer = new byte[1 << 20];
        for (var at = End + 1; at < length - SegmentFormat.GroupHeaderLength;)
        {
            var window = buffer.AsSpan(0, Read(buffer, at));
            for (var found = window.IndexOf(SegmentFormat.GroupMark); found >= 0;)
            {
                if (ReadAt(at + found).Frames is not null)
                {
                    return true;
                }

                var next = window[(found + 1)..].IndexOf(SegmentFormat.GroupMark);
                found = next < 0 ? -1 : found + 1 + next;
            }

            if (window.Length < buffer.Length)
            {
                return false;
            }

            at += window.Length - SegmentFormat.GroupMark.Length + 1;
        }

        return false;
    }

    public StoreUnavailableException Damaged() =>
        new(
            $"Log file {path} is damaged at byte {End}: whole entries follow, so this is no torn end. Restore it from a copy, or move the folder away as evidence.");

    private (List<ReadOnlyMemory<byte>>? Frames, int Size) ReadAt(long offset)
    {
        Span<byte> header = stackalloc byte[SegmentFormat.GroupHeaderLength];
        if (length - offset < header.Length || RandomAccess.Read(handle, header, offset) < header.Length
            || SegmentFormat.ReadLength(header) is var payload && (payload < 0 || payload > length - offset - header.Length))
        {
            return (null, 0);
        }

        var group = new byte[header.Length + payload];
        return Read(group, offset) < group.Length ? (null, 0) : (SegmentFormat.ReadGroup(group, number, offset), group.Length);
    }

    private int Read(byte[] buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length && offset + total < length
            && RandomAccess.Read(handle, buffer.AsSpan(total, (int)Math.Min(buffer.Length - total, length - offset - total)), offset
                + total) is > 0 and var count)
        {
            total += count;
        }

        return total;
    }
}
