using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Records;

/// <summary>
/// Follows the logs that this host may read and tells <see cref="IEntryObserver"/>s their entries, each once and every writer's in order,
/// so that what is stored can be compared with what was recorded. Reads on from the kept place, everything where there is none, and then
/// what is new. Thread-safe.
/// </summary>
public sealed class AuditFollower(
    IAppendLogs logs, IEnumerable<IEntryObserver> observers, TimeProvider clock, RecordFaults? faults = null,
    FollowedPlaces? places = null) : IDisposable
{
    /// <summary>Entries after which the place is kept again: at most so many more are read at a start.</summary>
    private const int KeptEvery = 5_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IEntryObserver[] _observers = [.. observers];
    private readonly Dictionary<string, FollowedLog> _logs = new(StringComparer.Ordinal);
    private bool _isLoaded;
    private int _told;
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
            await LoadAsync(cancellationToken);
            var writers = await logs.ListAsync(cancellationToken);
            foreach (var writer in writers)
            {
                if (_logs.GetValueOrDefault(writer.Name) is { IsDone: true })
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
            await KeepAsync(writers, cancellationToken);
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
        var known = _logs.GetValueOrDefault(writer.Name, FollowedLog.Start);
        var (next, last) = (known.Place.Next, default(ReadOnlyMemory<byte>));
        try
        {
            // Where the frame before the place is another, the log was put back or changed: its entries are told again, which changes
            // nothing.
            var frames = await known.Place.FollowAsync(logs, writer.Name, cancellationToken);
            next = frames is null ? 0 : next;
            await foreach (var frame in frames ?? logs.ReadAsync(writer.Name, cancellationToken))
            {
                Tell(frame);
                last = frame;
                next++;
                _told++;
            }
        }
        finally
        {
            if (!last.IsEmpty)
            {
                known = new FollowedLog(new LogPlace(next, AuditEntryEncoding.Hash(last.Span)), false);
                _logs[writer.Name] = known;
            }
        }

        if (writer.State == WriterState.Sealed)
        {
            _logs[writer.Name] = known with { IsDone = true };
        }
    }

    /// <summary>The kept place, once: what the observers knew there, and where each log was read to.</summary>
    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded || places is null || await places.LoadAsync(_observers, cancellationToken) is not { } kept)
        {
            _isLoaded = true;
            return;
        }

        foreach (var (writer, log) in kept)
        {
            _logs[writer] = log;
        }

        _isLoaded = true;
    }

    private async ValueTask KeepAsync(IReadOnlyList<LogWriter> writers, CancellationToken cancellationToken)
    {
        if (places is null || _told < KeptEvery)
        {
            return;
        }

        var living = writers.Select(static writer => writer.Name).ToHashSet(StringComparer.Ordinal);
        await places.KeepAsync(
            _logs.Where(pair => living.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal), _observers, cancellationToken);
        _told = 0;
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
    /// <summary>The name under which <see cref="FollowedPlaces"/> keeps what it knows.</summary>
    string Name { get; }

    /// <summary>Whether the encoded entry can matter: a cheap look that may say yes in vain.</summary>
    bool MayConcern(ReadOnlySpan<byte> entry);

    /// <summary>Entries of different writers come in any order, and an entry may have been written or told twice.</summary>
    void Observe(AuditEntry entry);

    /// <summary>Gives what it keeps, for <see cref="Load"/> in a later process.</summary>
    JsonElement Save();

    /// <summary>Takes what was saved, before it observes anything. Throws <see cref="JsonException"/> for what is of another
    /// form.</summary>
    void Load(JsonElement saved);
}
