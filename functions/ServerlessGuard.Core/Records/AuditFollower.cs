using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Records;

/// <summary>
/// Follows the logs that this host may read and tells <see cref="IEntryObserver"/>s their entries, each once and every writer's in order,
/// so that what is stored can be compared with what was recorded. Reads everything at the first call and then what is new. Thread-safe.
/// </summary>
public sealed class AuditFollower(
    IAppendLogs logs, IEnumerable<IEntryObserver> observers, TimeProvider clock, RecordFaults? faults = null) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IEntryObserver[] _observers = [.. observers];
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private DateTimeOffset? _read;

    /// <summary>The observer of this type that it tells. Throws <see cref="InvalidOperationException"/> when there is none.</summary>
    public TObserver Observed<TObserver>()
        where TObserver : IEntryObserver => _observers.OfType<TObserver>().Single();

    /// <summary>
    /// Returns when every entry that was durable at the call, or <paramref name="within"/> before it, has been told. Throws
    /// <see cref="StoreUnavailableException"/> when the logs cannot be listed, or one of a running writer cannot be read. A damaged log
    /// of a writer
    /// that has stopped is told of and read as far as it goes: it must not close the guard for ever.
    /// </summary>
    public async ValueTask CatchUpAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - within;
        if (_read >= since && within > TimeSpan.Zero)
        {
            return;
        }

        var damaged = new List<string>();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_read >= since && within > TimeSpan.Zero)
            {
                return;
            }

            var began = clock.GetUtcNow();
            foreach (var writer in await logs.ListAsync(cancellationToken))
            {
                if (_done.Contains(writer.Name))
                {
                    continue;
                }

                try
                {
                    await ReadAsync(writer, cancellationToken);
                }
                catch (StoreUnavailableException) when (writer.State != WriterState.Running)
                {
                    damaged.Add(writer.Name);
                }
            }

            _read = began;
        }
        finally
        {
            _turn.Release();
        }

        foreach (var writer in damaged)
        {
            await (faults?.ReportAsync("logs", writer, RecordFaults.Damaged, cancellationToken) ?? ValueTask.CompletedTask);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask ReadAsync(LogWriter writer, CancellationToken cancellationToken)
    {
        var position = _positions.GetValueOrDefault(writer.Name);
        try
        {
            await foreach (var frame in logs.ReadFromAsync(writer.Name, position, cancellationToken))
            {
                Tell(frame);
                position++;
            }
        }
        finally
        {
            _positions[writer.Name] = position;
        }

        if (writer.State == WriterState.Sealed)
        {
            _done.Add(writer.Name);
        }
    }

    private void Tell(ReadOnlyMemory<byte> frame)
    {
        // Most entries are of interactions and need not be decoded.
        ChainedEntry? decoded = null;
        foreach (var observer in _observers)
        {
            if (observer.MayConcern(frame.Span) && (decoded ??= AuditEntryEncoding.Decode(frame)) is { } entry)
            {
                observer.Observe(entry.Entry);
            }
        }
    }
}

/// <summary>Keeps what the log says about one kind of record. Told by one thread at a time and read by many.</summary>
public interface IEntryObserver
{
    /// <summary>Whether the encoded entry can matter: a cheap look that may say yes in vain.</summary>
    bool MayConcern(ReadOnlySpan<byte> entry);

    /// <summary>Entries of different writers come in any order, and an entry may have been written twice.</summary>
    void Observe(AuditEntry entry);
}
