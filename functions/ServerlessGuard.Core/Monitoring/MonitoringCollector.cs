using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Counts observations in memory, by subject and by caller, in each hour, and writes what changed when told to. A crash loses what was
/// counted since the last write: fewer interactions, never others. Bounded memory, however many callers come. Thread-safe.
/// </summary>
public sealed class MonitoringCollector(
    MonitoringStore store, Heartbeats heartbeats, IEntropy entropy, TimeProvider clock) : IInteractionMonitor
{
    /// <summary>
    /// Subjects, and applications, that are distinguished in an hour; further ones are not counted. The policy bounds them.
    /// </summary>
    public const int MaxSubjects = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<(MonitoredSubject Subject, long Hour), Cell> _cells = [];
    private readonly Dictionary<(string Application, long Hour), CallerCell> _callers = [];
    private readonly RecentSketches _sketches = new();
    private readonly string _instance = entropy.NewId();

    public void Record(Observation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var hour = HourOf(observation.Time);
        heartbeats.Beat(Heartbeats.Application + observation.Subject.Application, null);
        lock (_gate)
        {
            if (Of(_cells, (observation.Subject, hour)) is { } cell)
            {
                foreach (var value in observation.Values)
                {
                    cell.Counts.Add(value, observation.Interaction);
                }

                (cell.Revision, cell.IsChanged) = (observation.Revision ?? cell.Revision, true);
            }

            if (Of(_callers, (observation.Subject.Application, hour)) is { } callers)
            {
                callers.Top.Add(observation.Caller, CountsOf(observation));
                callers.IsChanged = true;
            }
        }
    }

    /// <summary>
    /// Writes what changed since the last write. Throws <see cref="StoreUnavailableException"/>; the next call then writes it.
    /// </summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, document) in Changed(_cells, static (key, cell) =>
            new SubjectHourDocument(key.Subject, key.Hour, cell.Revision, cell.Counts.ToStored())))
        {
            await WriteAsync(_cells, () => store.WriteAsync(_instance, document, cancellationToken));
        }

        foreach (var (_, document) in Changed(_callers, static (key, cell) =>
            new CallerHourDocument(key.Application, key.Hour, cell.Top.Heaviest())))
        {
            await WriteAsync(_callers, () => store.WriteAsync(_instance, document, cancellationToken));
        }

        await heartbeats.FlushAsync(cancellationToken);
        lock (_gate)
        {
            var past = HourOf(clock.GetUtcNow()) - 1;
            _cells.Where(c => !c.Value.IsChanged && c.Key.Hour < past).Select(static c => c.Key).ToList()
                .ForEach(key => _cells.Remove(key));
            _callers.Where(c => !c.Value.IsChanged && c.Key.Hour < past).Select(static c => c.Key).ToList()
                .ForEach(key => _callers.Remove(key));
        }
    }

    /// <summary>Hours since 1970, UTC.</summary>
    public static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private static TCell? Of<TKey, TCell>(Dictionary<TKey, TCell> cells, TKey key)
        where TKey : notnull
        where TCell : Counted, new()
    {
        if (cells.TryGetValue(key, out var cell))
        {
            return cell;
        }

        return cells.Count >= MaxSubjects ? null : cells[key] = new TCell();
    }

    /// <summary>The counts of one request for its caller.</summary>
    private CallerCounts CountsOf(Observation observation)
    {
        var counts = new CallerCounts { Requests = 1, Tokens = observation.Tokens };
        Sign(MisuseKind.Injection, Is(Signals.Injection, static bucket => bucket == 1));
        Sign(MisuseKind.Refusals, Is(Signals.Verdict, static bucket => bucket >= 2) || Is(Signals.Refused, static bucket => bucket == 1));
        Sign(MisuseKind.Similar, observation.Sketch is { } sketch
            && _sketches.Take(observation.Subject.Application, observation.Caller, sketch));
        Sign(MisuseKind.Leakage, Is(Signals.Leaked, static bucket => bucket == 1));
        Sign(MisuseKind.Evasion, observation.IsEvasive);
        if (observation.Place != 0)
        {
            counts.AddPlace(observation.Place, 1);
        }

        if (counts.Signs.Sum() > 0)
        {
            counts.Show(observation.Interaction);
        }

        return counts;

        void Sign(MisuseKind kind, bool shows) => counts.Signs[(int)kind] = shows ? 1 : 0;

        bool Is(MonitoredSignal signal, Func<int, bool> bucket)
        {
            foreach (var value in observation.Values)
            {
                if (ReferenceEquals(value.Signal, signal))
                {
                    return bucket(value.Bucket);
                }
            }

            return false;
        }
    }

    private List<(TKey Key, TDocument Document)> Changed<TKey, TCell, TDocument>(
        Dictionary<TKey, TCell> cells, Func<TKey, TCell, TDocument> make)
        where TKey : notnull
        where TCell : Counted
    {
        lock (_gate)
        {
            var changed = cells.Where(static c => c.Value.IsChanged).Select(c => (c.Key, make(c.Key, c.Value))).ToList();
            foreach (var (key, _) in changed)
            {
                cells[key].IsChanged = false;
            }

            return changed;
        }
    }

    private async ValueTask WriteAsync<TKey, TCell>(Dictionary<TKey, TCell> cells, Func<ValueTask> write)
        where TKey : notnull
        where TCell : Counted
    {
        try
        {
            await write();
        }
        catch (StoreUnavailableException)
        {
            lock (_gate)
            {
                // All of them, also those behind it in the list, which were not tried: the next call writes them.
                foreach (var cell in cells.Values)
                {
                    cell.IsChanged = true;
                }
            }

            throw;
        }
    }

    private class Counted
    {
        public bool IsChanged { get; set; }
    }

    private sealed class Cell : Counted
    {
        public SignalCounts Counts { get; } = new();

        public string? Revision { get; set; }
    }

    private sealed class CallerCell : Counted
    {
        public TopCallers Top { get; } = new();
    }
}
