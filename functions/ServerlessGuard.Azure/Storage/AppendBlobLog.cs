using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// One writer's log, held. Every append names the length that it expects; the service takes a block whole or not at all,
/// so there is no torn end, and an append at another length means that another instance took the log over: then this one
/// appends no more. Where an answer was lost, the block itself shows whether it is there. While nothing is appended, a
/// beat says that the holder lives. One append runs at a time.
/// </summary>
public sealed class AppendBlobLog : IAppendLog
{
    private readonly LogSegments _segments;
    private readonly AppendLogLimits _limits;
    private readonly Guid _holder;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beats;
    private readonly Action<AppendBlobLog> _given;
    private long _segment;
    private long _end;
    private int _blocks;
    private bool _spoke;
    private bool _failed;
    private bool _sealed;
    private bool _disposed;

    internal AppendBlobLog(LogSegments segments, AppendLogLimits limits, LogClaim claim, TimeProvider clock, Action<AppendBlobLog> given)
    {
        (_segments, _limits, _given) = (segments, limits, given);
        (Writer, _holder, _segment, _end, _blocks) = claim;
        _beats = BeatAsync(clock);
    }

    public string Writer { get; }

    public async ValueTask AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> frames, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Any(static f => f.Length is 0 or > LogBlock.LongestFrame))
        {
            throw new ArgumentException("A frame holds 1 byte to 64 MiB.", nameof(frames));
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            RequireOpen();
            for (var first = 0; first < frames.Count;)
            {
                await RollIfFullAsync(cancellationToken);
                var count = LogBlock.CountFitting(frames, first);
                await AppendAsync(LogBlockKind.Group, frames, first, count, cancellationToken);
                first += count;
            }
        }
        catch (Exception e) when (Fails(e, cancellationToken))
        {
            _failed = true;
            throw StorageExceptionMapper.Unavailable(_segments.ContainerLabel, "append", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var (last, end) = (_segment, _end);
        _turn.Release();
        for (long segment = 0; segment <= last; segment++)
        {
            await foreach (var (block, _) in _segments.BlocksAsync(Writer, segment, 0, segment == last ? end : null, cancellationToken))
            {
                foreach (var frame in block.Frames)
                {
                    yield return frame;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beats;
        await _turn.WaitAsync();
        try
        {
            if (!_disposed && !_failed && !_sealed)
            {
                await AppendAsync(LogBlockKind.Release, [], 0, 0, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException || StorageExceptionMapper.IsFault(e, CancellationToken.None))
        {
            // It falls silent instead.
        }
        finally
        {
            _disposed = true;
            _turn.Release();
        }

        _stop.Dispose();
        _given(this);
    }

    internal async ValueTask SealAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_sealed)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                RequireOpen();
                await AppendAsync(LogBlockKind.Seal, [], 0, 0, cancellationToken);
                _sealed = true;
            }
        }
        catch (Exception e) when (Fails(e, cancellationToken))
        {
            _failed = true;
            throw StorageExceptionMapper.Unavailable(_segments.ContainerLabel, "seal", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Appends one block at an exact offset. Returns the blob's number of blocks; throws where another block is there.</summary>
    internal static async ValueTask<int> AppendAtAsync(
        LogSegments segments, string writer, long segment, long offset, byte[] block, CancellationToken cancellationToken)
    {
        var blob = await segments.BlobAsync(writer, segment);
        try
        {
            using var content = new MemoryStream(block);
            var options = new AppendBlobAppendBlockOptions
            {
                Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = offset }
            };
            return (await blob.AppendBlockAsync(content, options, cancellationToken)).Value.BlobCommittedBlockCount;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Perhaps our own, and only its answer was lost.
            var length = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (length.ContentLength >= offset + block.Length
                && (await LogSegments.ReadRangeAsync(blob, offset, block.Length, cancellationToken)).AsSpan().SequenceEqual(block))
            {
                return length.BlobCommittedBlockCount;
            }

            throw new StoreUnavailableException($"The log of writer {writer} was taken over by another instance.");
        }
    }

    /// <summary>
    /// After a cancellation nobody knows whether the block is there: the length that the next append would name is unknown too.
    /// </summary>
    private bool Fails(Exception exception, CancellationToken cancellationToken)
    {
        _failed |= exception is StoreUnavailableException or OperationCanceledException;
        return StorageExceptionMapper.IsFault(exception, cancellationToken);
    }

    private void RequireOpen()
    {
        if (_failed || _sealed)
        {
            throw new StoreUnavailableException($"The log of writer {Writer} {(_sealed ? "is sealed" : "failed before; open it again")}.");
        }
    }

    private async ValueTask AppendAsync(
        LogBlockKind kind, IReadOnlyList<ReadOnlyMemory<byte>> frames, int first, int count, CancellationToken cancellationToken)
    {
        var block = LogBlock.Write(kind, _holder, _segment, _end, frames, first, count);
        _blocks = await AppendAtAsync(_segments, Writer, _segment, _end, block, cancellationToken);
        _end += block.Length;
        _spoke = true;
    }

    private async ValueTask RollIfFullAsync(CancellationToken cancellationToken)
    {
        if (_end < _limits.SegmentBytes && _blocks < _limits.SegmentBlocks)
        {
            return;
        }

        await AppendAsync(LogBlockKind.Roll, [], 0, 0, cancellationToken);
        var blob = await _segments.BlobAsync(Writer, _segment + 1);
        await blob.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        (_segment, _end, _blocks) = (_segment + 1, 0, 0);
        await AppendAsync(LogBlockKind.Claim, [], 0, 0, cancellationToken);
    }

    private async Task BeatAsync(TimeProvider clock)
    {
        using var timer = new PeriodicTimer(LogTail.StaleAfter / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await BeatAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The log is given back.
        }
    }

    private async Task BeatAsync()
    {
        await _turn.WaitAsync(_stop.Token);
        try
        {
            if (!_spoke && !_failed && !_sealed)
            {
                await RollIfFullAsync(CancellationToken.None);
                await AppendAsync(LogBlockKind.Beat, [], 0, 0, CancellationToken.None);
            }

            _spoke = false;
        }
        catch (Exception e) when (e is StoreUnavailableException || StorageExceptionMapper.IsFault(e, CancellationToken.None))
        {
            // Taken over, or the service is away so long that nobody knows whether the beat is there.
            _failed = true;
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>A claim that the service took: its holder appends next.</summary>
/// <param name="Writer">Whose log.</param>
/// <param name="Holder">The instance that claimed it.</param>
/// <param name="Segment">The log's last blob.</param>
/// <param name="End">That blob's length in bytes, the claim included.</param>
/// <param name="Blocks">That blob's number of blocks.</param>
internal readonly record struct LogClaim(string Writer, Guid Holder, long Segment, long End, int Blocks);
