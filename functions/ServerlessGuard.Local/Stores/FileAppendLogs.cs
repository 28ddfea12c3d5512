using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// The append logs of a data directory: one folder per writer, with its segments, a <c>lock</c> file that the running
/// writer holds (the system frees it when the process ends for any reason), and a <c>sealed</c> file.
/// </summary>
public sealed class FileAppendLogs : IExpiringLogs
{
    /// <summary>The logs of audit writers.</summary>
    public const string AuditFolder = "logs";

    /// <summary>The lanes of sealed content.</summary>
    public const string ContentFolder = "content";

    /// <summary>Behind the name of a log that is being destroyed: no writer's name can hold it.</summary>
    private const string Dying = "~";

    private readonly string _root;
    private readonly long _segmentBytes;

    /// <summary>Groups of logs that were read: what reads on begins there, and opens nothing before it. Only hints.</summary>
    private readonly ReadingPlaces _places = new();

    /// <summary>Bytes of groups that were read of logs that nobody of this process holds.</summary>
    internal long BytesRead => _places.BytesRead;

    /// <param name="directory">The data folder.</param>
    /// <param name="segmentBytes">A segment that has reached this size is followed by a new one.</param>
    /// <param name="folder">The folder of these logs in it.</param>
    public FileAppendLogs(string directory, long segmentBytes = 64L << 20, string folder = AuditFolder)
    {
        _root = Path.Combine(Path.GetFullPath(directory), folder);
        _segmentBytes = segmentBytes;
        FileExceptionMapper.Guard(_root, () =>
        {
            DurableFiles.CreateRoot(Path.GetFullPath(directory));
            Directory.CreateDirectory(_root);
            DurableFiles.FlushDirectory(Path.GetFullPath(directory));
        });
    }

    public async ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken)
    {
        var directory = DirectoryOf(writer);
        cancellationToken.ThrowIfCancellationRequested();
        FileExceptionMapper.Guard(directory, () => DurableFiles.CreateDirectory(_root, directory));

        // A process that lists the writers takes a lock for an instant to see whether it is free.
        var held = Hold(directory);
        for (var again = 0; held is null && again < 10; again++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
            held = Hold(directory);
        }

        if (held is null)
        {
            throw new StoreUnavailableException($"The log of writer {writer} is held by another instance.");
        }

        try
        {
            return File.Exists(SealOf(directory))
                ? throw new StoreUnavailableException($"The log of writer {writer} is sealed.")
                : FileExceptionMapper.Guard(directory, () => FileAppendLog.Open(directory, _segmentBytes, held));
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    public ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(FileExceptionMapper.Guard<IReadOnlyList<LogWriter>>(_root, () =>
            [.. Directory.GetDirectories(_root)
                .Where(static d => !d.EndsWith(Dying, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(d => new LogWriter(Path.GetFileName(d), StateOf(d)))]));
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var frame in Read(DirectoryOf(writer), static _ => null, long.MaxValue, places: _places))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return frame;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadFromAsync(
        string writer, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var frame in Read(DirectoryOf(writer), static _ => null, long.MaxValue, from, _places))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return frame;
        }

        await Task.CompletedTask;
    }

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken)
    {
        var directory = DirectoryOf(writer);
        cancellationToken.ThrowIfCancellationRequested();
        FileExceptionMapper.Guard(directory, () =>
        {
            if (Directory.Exists(directory))
            {
                using (var mark = OwnFile.Open(SealOf(directory), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
                {
                    mark.Flush(flushToDisk: true);
                }

                DurableFiles.FlushDirectory(directory);
            }
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string writer, CancellationToken cancellationToken)
    {
        var directory = DirectoryOf(writer);
        cancellationToken.ThrowIfCancellationRequested();
        _places.Forget(directory);
        FileExceptionMapper.Guard(directory, () =>
        {
            if (Directory.Exists(directory))
            {
                if (StateOf(directory) == WriterState.Running)
                {
                    throw new StoreUnavailableException($"The log of writer {writer} is held by another instance.");
                }

                Directory.Move(directory, directory + Dying);
                DurableFiles.FlushDirectory(_root);
            }

            if (Directory.Exists(directory + Dying))
            {
                foreach (var file in Directory.GetFiles(directory + Dying))
                {
                    DurableFiles.Overwrite(file);
                    File.Delete(file);
                }

                Directory.Delete(directory + Dying);
                DurableFiles.FlushDirectory(_root);
            }
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Frames up to and with segment <paramref name="last"/>; <paramref name="endOf"/> gives the end of a segment's durable part, if known.
    /// </summary>
    /// <param name="from">Frames to leave out at the beginning.</param>
    /// <param name="places">The places that logs were read to: read and kept up.</param>
    internal static IEnumerable<ReadOnlyMemory<byte>> Read(
        string directory, Func<long, long?> endOf, long last, long from = 0, ReadingPlaces? places = null)
    {
        var paths = FileExceptionMapper.Guard(directory, () => SegmentFile.List(directory));
        var place = FileExceptionMapper.Guard(directory, () => PlaceOf(directory, paths, from, places));
        var index = place.Frame;
        for (var number = place.Segment; number < paths.Count && number <= last; number++)
        {
            using var handle = FileExceptionMapper.Guard(
                paths[number], () => File.OpenHandle(paths[number], FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var length = endOf(number) ?? DurableLength(handle, number == place.Segment ? place.Length : 0);
            var file = new SegmentFile(
                paths[number], number, handle, length, number == place.Segment ? place.Offset : SegmentFormat.HeaderLength);
            var isWhole = file.HasHeader();
            while (isWhole && FileExceptionMapper.Guard(paths[number], file.ReadNext) is { } frames)
            {
                places?.Keep(directory, new ReadingPlace(index, number, file.LastGroup, length), file.End - file.LastGroup);
                foreach (var frame in frames)
                {
                    if (index++ >= from)
                    {
                        yield return frame;
                    }
                }
            }

            // The last segment may end in a group that is being written or was torn; any other must be whole.
            if (file.End < length
                && (!isWhole || number < paths.Count - 1 || FileExceptionMapper.Guard(paths[number], file.HasGroupBehind)))
            {
                throw file.Damaged();
            }
        }
    }

    /// <summary>
    /// The place to begin at: the last one that is not behind <paramref name="from"/>, where a whole group is still there; else the
    /// beginning. A log that was put back from a copy can have other groups.
    /// </summary>
    private static ReadingPlace PlaceOf(string directory, List<string> paths, long from, ReadingPlaces? places)
    {
        if (from == 0 || places?.Before(directory, from) is not { } place || place.Segment >= paths.Count)
        {
            return ReadingPlace.Start;
        }

        using var handle = File.OpenHandle(paths[place.Segment], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var file = new SegmentFile(paths[place.Segment], place.Segment, handle, RandomAccess.GetLength(handle), place.Offset);
        return file.ReadNext() is null ? ReadingPlace.Start : place;
    }

    /// <summary>The length, once it is durable: a reader must not see what a crash can still take back.</summary>
    /// <param name="handle">The segment's file.</param>
    /// <param name="known">A length that is durable.</param>
    private static long DurableLength(Microsoft.Win32.SafeHandles.SafeFileHandle handle, long known)
    {
        var length = RandomAccess.GetLength(handle);
        if (length != known && !OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(handle);
        }

        return length;
    }

    private static string SealOf(string directory) => Path.Combine(directory, "sealed");

    private static WriterState StateOf(string directory)
    {
        if (File.Exists(SealOf(directory)))
        {
            return WriterState.Sealed;
        }

        using var held = Hold(directory, FileMode.Open, FileShare.Read);
        return held is null && File.Exists(LockOf(directory)) ? WriterState.Running : WriterState.Stopped;
    }

    private static string LockOf(string directory) => Path.Combine(directory, "lock");

    private static FileStream? Hold(string directory, FileMode mode = FileMode.OpenOrCreate, FileShare share = FileShare.None)
    {
        try
        {
            return OwnFile.Open(LockOf(directory), mode, share == FileShare.None ? FileAccess.ReadWrite : FileAccess.Read, share);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string DirectoryOf(string writer)
    {
        StoreNames.RequireWriterName(writer);
        return Path.Combine(_root, writer);
    }
}
