using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Counts observations in memory, by subject and hour, and writes what changed when told to. A crash loses what was counted since the last
/// write: fewer interactions, never others. Thread-safe.
/// </summary>
public sealed class MonitoringCollector(MonitoringStore store, IEntropy entropy, TimeProvider clock) : IInteractionMonitor
{
    /// <summary>Subjects that are distinguished; further ones are not counted. The policy's applications and models bound them.</summary>
    public const int MaxSubjects = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<(MonitoredSubject Subject, long Hour), Cell> _cells = [];
    private readonly string _instance = entropy.NewId();

    public void Record(Observation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var key = (observation.Subject, HourOf(observation.Time));
        lock (_gate)
        {
            if (!_cells.TryGetValue(key, out var cell))
            {
                if (_cells.Count >= MaxSubjects)
                {
                    return;
                }

                cell = _cells[key] = new Cell();
            }

            foreach (var value in observation.Values)
            {
                cell.Counts.Add(value, observation.Interaction);
            }

            (cell.Revision, cell.IsChanged) = (observation.Revision ?? cell.Revision, true);
        }
    }

    /// <summary>
    /// Writes what changed since the last write. Throws <see cref="StoreUnavailableException"/>; the next call then writes it.
    /// </summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, document) in Changed())
        {
            try
            {
                await store.WriteAsync(_instance, document, cancellationToken);
            }
            catch (StoreUnavailableException)
            {
                lock (_gate)
                {
                    if (_cells.TryGetValue(key, out var cell))
                    {
                        cell.IsChanged = true;
                    }
                }

                throw;
            }
        }

        lock (_gate)
        {
            var past = _cells.Where(c => !c.Value.IsChanged && c.Key.Hour < HourOf(clock.GetUtcNow()) - 1).Select(static c => c.Key).ToList();
            past.ForEach(key => _cells.Remove(key));
        }
    }

    /// <summary>Hours since 1970, UTC.</summary>
    public static long HourOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3600;

    private List<((MonitoredSubject Subject, long Hour) Key, SubjectHourDocument Document)> Changed()
    {
        lock (_gate)
        {
            var changed = _cells.Where(static c => c.Value.IsChanged)
                .Select(static c => (c.Key, new SubjectHourDocument(c.Key.Subject, c.Key.Hour, c.Value.Revision, c.Value.Counts.ToStored())))
                .ToList();
            foreach (var (key, _) in changed)
            {
                _cells[key].IsChanged = false;
            }

            return changed;
        }
    }

    private sealed class Cell
    {
        public SignalCounts Counts { get; } = new();

        public string? Revision { get; set; }

        public bool IsChanged { get; set; }
    }
}
