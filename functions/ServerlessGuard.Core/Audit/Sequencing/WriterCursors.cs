using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>The logs of all writers, read side by side: at most one entry of each in memory beyond the batch.</summary>
internal sealed class WriterCursors : IAsyncDisposable
{
    private readonly SortedDictionary<string, WriterCursor> _cursors = new(StringComparer.Ordinal);

    private WriterCursors()
    {
    }

    public IEnumerable<WriterCursor> All => _cursors.Values;

    public static async ValueTask<WriterCursors> OpenAsync(
        IAppendLogs logs, IReadOnlyDictionary<string, WriterPosition> positions, CancellationToken cancellationToken)
    {
        var cursors = new WriterCursors();
        foreach (var writer in await logs.ListAsync(cancellationToken))
        {
            var position = positions.GetValueOrDefault(writer.Name, WriterPosition.Start);
            if (!position.IsDone)
            {
                cursors._cursors.Add(writer.Name, new WriterCursor(logs, writer, position, cancellationToken));
            }
        }

        foreach (var (name, position) in positions)
        {
            if (!position.IsDone && !cursors._cursors.ContainsKey(name))
            {
                // Its log is gone: reading it finds nothing, which is a cut.
                cursors._cursors.Add(name, new WriterCursor(logs, new LogWriter(name, WriterState.Stopped), position, cancellationToken));
            }
        }

        return cursors;
    }

    /// <summary>The next entries of all writers by time; each writer's own order is kept whatever its clock did.</summary>
    public async ValueTask<List<PendingEntry>> TakeAsync(int most)
    {
        var batch = new List<PendingEntry>();
        var queue = new PriorityQueue<WriterCursor, (DateTimeOffset, string)>();
        foreach (var cursor in All)
        {
            await EnqueueAsync(queue, cursor);
        }

        while (batch.Count < most && queue.TryDequeue(out var cursor, out _))
        {
            batch.Add((await cursor.PeekAsync())!);
            cursor.Take();
            await EnqueueAsync(queue, cursor);
        }

        return batch;
    }

    /// <summary>The entries that an order names, or null when the writers' logs do not hold them (any more).</summary>
    public async ValueTask<List<PendingEntry>?> TakeAsync(BatchOrder order)
    {
        var batch = new List<PendingEntry>();
        foreach (var (writer, count) in order.Runs)
        {
            for (var i = 0; i < count; i++)
            {
                if (!_cursors.TryGetValue(writer, out var cursor) || await cursor.PeekAsync() is not { } entry)
                {
                    return null;
                }

                batch.Add(entry);
                cursor.Take();
            }
        }

        return batch;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cursor in All)
        {
            await cursor.DisposeAsync();
        }
    }

    private static async ValueTask EnqueueAsync(PriorityQueue<WriterCursor, (DateTimeOffset, string)> queue, WriterCursor cursor)
    {
        if (await cursor.PeekAsync() is { } entry)
        {
            queue.Enqueue(cursor, (entry.Time, entry.Writer));
        }
    }
}

/// <summary>A checked entry that is not in the log yet.</summary>
internal sealed record PendingEntry(string Writer, ReadOnlyMemory<byte> Bytes, DateTimeOffset Time, WriterPosition After);
