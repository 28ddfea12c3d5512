using Microsoft.Win32.SafeHandles;

namespace ServerlessGuard.Local.Stores;

/// <summary>Makes the last segment of a log fit to append to.</summary>
internal static class TornTailRecovery
{
    /// <summary>Returns where the next group goes, after everything before it was made durable.</summary>
    public static long Repair(string directory, long segment, SafeFileHandle handle)
    {
        var path = Path.Combine(directory, SegmentFile.NameOf(segment));
        var length = RandomAccess.GetLength(handle);
        var file = new SegmentFile(path, segment, handle, length);
        if (!file.HasHeader())
        {
            if (length > SegmentFormat.HeaderLength)
            {
                throw file.Damaged();
            }

            RandomAccess.SetLength(handle, 0);
            RandomAccess.Write(handle, SegmentFormat.Header(segment), 0);
        }
        else
        {
            while (file.ReadNext() is not null)
            {
            }

            Cut(directory, path, file, handle, length);
            Rewrite(file, handle);
        }

        RandomAccess.FlushToDisk(handle);
        DurableFiles.FlushDirectory(directory);
        return file.End;
    }

    private static void Cut(string directory, string path, SegmentFile file, SafeFileHandle handle, long length)
    {
        if (file.End == length)
        {
            return;
        }

        if (file.HasGroupBehind())
        {
            throw file.Damaged();
        }

        // No acknowledged group is destroyed even if the damage is not a crash's: what is cut stays beside the log.
        using (var kept = OwnFile.Open(
            Path.Combine(directory, $"{Path.GetFileName(path)}.torn-{file.End}"), FileMode.Create, FileAccess.Write, FileShare.Read))
        using (var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            source.Position = file.End;
            source.CopyTo(kept);
            kept.Flush(flushToDisk: true);
        }

        RandomAccess.SetLength(handle, file.End);
    }

    /// <summary>
    /// Writes the last group again. If its fsync failed in the former life, its pages may be clean in memory and absent
    /// on the disk; written again, this fsync covers them.
    /// </summary>
    private static void Rewrite(SegmentFile file, SafeFileHandle handle)
    {
        var bytes = new byte[file.End - file.LastGroup];
        var read = RandomAccess.Read(handle, bytes, file.LastGroup);
        RandomAccess.Write(handle, bytes.AsSpan(0, read), file.LastGroup);
    }
}
