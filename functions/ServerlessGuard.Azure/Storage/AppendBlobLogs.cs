using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// The append logs on append blobs, this host's own in its own container and the others' to read. A log is claimed by an
/// append at its very end, which the service gives to one of several at once, and lost by the claim of another. Needs
/// reading and appending alone, no lease and no metadata, so that it works in a write-once container for an identity
/// that may do nothing else there.
/// </summary>
public sealed class AppendBlobLogs(
    StorageClients clients, string container, IReadOnlyList<string> alsoRead, IEntropy entropy, TimeProvider clock,
    AppendLogLimits? limits = null) : IAppendLogs
{
    private readonly LogSegments _own = new(clients, container);
    private readonly LogSegments[] _all = [.. alsoRead.Prepend(container)
        .Distinct(StringComparer.Ordinal)
        .Select(name => new LogSegments(clients, name))];
    private readonly AppendLogLimits _limits = limits ?? new AppendLogLimits();
    private readonly ConcurrentDictionary<string, AppendBlobLog> _held = new(StringComparer.Ordinal);

    /// <summary>Writers that are done for good, and where each was read to: neither needs looking at again.</summary>
    private readonly ConcurrentDictionary<string, bool> _sealed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FramePosition> _readTo = new(StringComparer.Ordinal);

    public ValueTask<IAppendLog> OpenAsync(string writer, CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(writer);
        return StorageExceptionMapper.GuardAsync(
            _own.ContainerLabel, "open", () => ClaimAsync(writer, cancellationToken), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<LogWriter>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<LogWriter>();
        foreach (var segments in _all)
        {
            var writers = await StorageExceptionMapper.GuardAsync(
                segments.ContainerLabel, "list", () => segments.WritersAsync(cancellationToken), cancellationToken);
            await Parallel.ForEachAsync(writers, new ParallelOptions
            {
                MaxDegreeOfParallelism = 8,
                CancellationToken = cancellationToken
            }, async (writer, cancel) =>
                found.Add(new LogWriter(writer.Writer, await StateAsync(segments, writer.Writer, writer.Segments, cancel))));
        }

        return [.. found.OrderBy(static w => w.Name, StringComparer.Ordinal)];
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string writer, CancellationToken cancellationToken) =>
        ReadFromAsync(writer, 0, cancellationToken);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadFromAsync(
        string writer, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(writer);
        foreach (var segments in _all)
        {
            var key = $"{segments.Container}/{writer}";
            var place = _readTo.TryGetValue(key, out var known) && known.Frames <= from ? known : FramePosition.Start;
            for (var isNext = true; isNext;)
            {
                isNext = false;
                await foreach (var (block, offset) in segments.BlocksAsync(writer, place.Segment, place.Offset, null, cancellationToken))
                {
                    if (block.Frames.Count > 0)
                    {
                        // Before it, not behind: whoever reads on begins with the last frame that it has.
                        Remember(key, new(place.Frames, place.Segment, offset));
                    }

                    var index = place.Frames;
                    foreach (var frame in block.Frames)
                    {
                        if (index++ >= from)
                        {
                            yield return frame;
                        }
                    }

                    isNext = block.Kind == LogBlockKind.Roll;
                    place = isNext ? new(index, place.Segment + 1, 0) : new(index, place.Segment, offset + block.Length);
                }
            }
        }
    }

    public ValueTask SealAsync(string writer, CancellationToken cancellationToken)
    {
        StoreNames.RequireWriterName(writer);
        return StorageExceptionMapper.GuardAsync(
            _own.ContainerLabel, "seal",
            async () =>
            {
                if (_held.TryGetValue(writer, out var held))
                {
                    await held.SealAsync(cancellationToken);
                    return;
                }

                var segments = await _own.CountAsync(writer, cancellationToken);
                if (segments > 0 && await _own.TailAsync(writer, segments, cancellationToken) is { State: not WriterState.Sealed })
                {
                    await using var claim = (AppendBlobLog)await ClaimAsync(writer, cancellationToken);
                    await claim.SealAsync(cancellationToken);
                }
            },
            cancellationToken);
    }

    private void Remember(string key, FramePosition place) =>
        _readTo.AddOrUpdate(key, place, (_, known) => place.Frames > known.Frames || (place.Frames == known.Frames
            && (place.Segment, place.Offset).CompareTo((known.Segment, known.Offset)) > 0) ? place : known);

    private async ValueTask<WriterState> StateAsync(LogSegments segments, string writer, long count, CancellationToken cancellationToken)
    {
        var key = $"{segments.Container}/{writer}";
        if (_sealed.ContainsKey(key))
        {
            return WriterState.Sealed;
        }

        var tail = await StorageExceptionMapper.GuardAsync(
            segments.ContainerLabel, "list", () => segments.TailAsync(writer, count, cancellationToken), cancellationToken);
        if (tail.State == WriterState.Sealed)
        {
            _sealed.TryAdd(key, true);
        }

        return tail.State;
    }

    private async ValueTask<IAppendLog> ClaimAsync(string writer, CancellationToken cancellationToken)
    {
        var segments = await _own.CountAsync(writer, cancellationToken);
        if (segments == 0)
        {
            await (await _own.BlobAsync(writer, 0)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            segments = 1;
        }

        var tail = await _own.TailAsync(writer, segments, cancellationToken);
        switch (tail.State)
        {
            case WriterState.Sealed:
                throw new StoreUnavailableException($"The log of writer {writer} is sealed.");
            case WriterState.Running:
                throw new StoreUnavailableException($"The log of writer {writer} is held by another instance.");
            default:
                break;
        }

        if (tail.Last == LogBlockKind.Roll)
        {
            await (await _own.BlobAsync(writer, tail.Segment + 1)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            tail = new(tail.Segment + 1, 0, null, Guid.Empty, TimeSpan.Zero);
        }

        var holder = NewHolder();
        var claim = LogBlock.Write(LogBlockKind.Claim, holder, tail.Segment, tail.Length, [], 0, 0);
        var blocks = await AppendBlobLog.AppendAtAsync(_own, writer, tail.Segment, tail.Length, claim, cancellationToken);
        var claimed = new LogClaim(writer, holder, tail.Segment, tail.Length + claim.Length, blocks);
        var log = new AppendBlobLog(
            _own, _limits, claimed, clock, given => _held.TryRemove(new KeyValuePair<string, AppendBlobLog>(writer, given)));
        _held[writer] = log;
        return log;
    }

    private Guid NewHolder()
    {
        Span<byte> bytes = stackalloc byte[16];
        entropy.Fill(bytes);
        return new Guid(bytes);
    }

    /// <summary>So many frames lie before this place.</summary>
    private sealed record FramePosition(long Frames, long Segment, long Offset)
    {
        public static FramePosition Start { get; } = new(0, 0, 0);
    }
}

/// <summary>The size at which a writer's log continues in a new append blob. The service's own limit is 50,000 blocks.</summary>
public sealed record AppendLogLimits
{
    public long SegmentBytes { get; init; } = 256L << 20;

    public int SegmentBlocks { get; init; } = 45_000;
}
