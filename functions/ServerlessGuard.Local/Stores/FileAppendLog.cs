using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// One writer's log in a folder of segment files (<see cref="SegmentFormat"/>). Opening takes the folder's lock, cuts a
/// torn end (what is cut is kept beside it) and refuses damage in the last segment; damage in those before it is found by who reads them,
/// so that opening a long log reads no more than a short one's. After a failed write or fsync nothing more
/// is appended: the system may have dropped the pages that it could not write, so a later fsync that succeeds proves
/// nothing. One append runs at a time.
/// </summary>
public sealed class FileAppendLog : IAppendLog
{
    private readonly string _directory;
    private readonly long _segmentBytes;
    private readonly FileStream _lock;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SafeFileHandle _handle;
    private long _segment;
    private long _end;
    private bool _failed;
    private bool _disposed;

    private FileAppendLog(string directory, long segmentBytes, FileStream @lock, SafeFileHandle handle, long segment, long end)
    {
        (_directory, _segmentBytes, _lock, _handle, _segment, _end) = (directory, segmentBytes, @lock, handle, segment, end);
        Writer = Path.GetFileName(directory);
    }

    public string Writer { get; }

    /// <param name="lock">The writer's lock, already held; the log takes it over.</param>
    internal static FileAppendLog Open(string directory, long segmentBytes, FileStream @lock)
    {
        var paths = SegmentFile.List(directory);
        for (var i = 0; i < paths.Count - 1; i++)
        {
            RequireHeader(paths[i], i);
        }

        var segment = Math.Max(paths.Count - 1, 0);
        var handle = File.OpenHandle(
            Path.Combine(directory, SegmentFile.NameOf(segment)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            OwnFile.Protect(handle);
            return new FileAppendLog(directory, segmentBytes, @lock, handle, segment, TornTailRecovery.Repair(directory, segment, handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public async ValueTask AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Any(f => f.Length is 0 or > SegmentFormat.MaxPayload - 4))
        {
            throw new ArgumentException("A frame holds 1 byte to 16 MiB less 4.", nameof(frames));
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_failed)
            {
                throw new StoreUnavailableException($"The log of writer {Writer} failed before; open it again.");
            }

            Append(frames);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failed = true;
            throw FileExceptionMapper.Unavailable(_directory, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var (last, end) = (_segment, Volatile.Read(ref _end));
        _turn.Release();
        foreach (var frame in FileAppendLogs.Read(_directory, number => number == last ? end : null, last))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return frame;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        if (!_disposed)
        {
            _disposed = true;
            _handle.Dispose();
            await _lock.DisposeAsync();
        }

        _turn.Release();
    }

    private static void RequireHeader(string path, long number)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var length = RandomAccess.GetLength(handle);
        var file = new SegmentFile(path, number, handle, length);
        if (!file.HasHeader())
        {
            throw file.Damaged();
        }
    }

    private void Append(IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        for (var first = 0; first < frames.Count;)
        {
            if (_end >= _segmentBytes)
            {
                Roll();
            }

            var count = SegmentFormat.CountFitting(frames, first);
            var length = SegmentFormat.LengthOf(frames, first, count);
            var rented = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                var group = rented.AsSpan(0, length);
                SegmentFormat.WriteGroup(group, _segment, _end, frames, first, count);
                RandomAccess.Write(_handle, group, _end);
                RandomAccess.FlushToDisk(_handle);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }

            Volatile.Write(ref _end, _end + length);
            first += count;
        }
    }

    private void Roll()
    {
        var handle = File.OpenHandle(
            Path.Combine(_directory, SegmentFile.NameOf(_segment + 1)), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        OwnFile.Protect(handle);
        RandomAccess.Write(handle, SegmentFormat.Header(_segment + 1), 0);
        RandomAccess.FlushToDisk(handle);
        DurableFiles.FlushDirectory(_directory);
        _handle.Dispose();
        _handle = handle;
        _segment++;
        _end = SegmentFormat.HeaderLength;
    }
}
