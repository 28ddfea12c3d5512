using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>
/// Counts in memory and writes what changed when told to. A crash loses what was counted since the last write: fewer
/// outcomes, never others, so the test stays sound.
/// </summary>
public sealed class OutcomeRecorder(OutcomeStore store, OutcomeOptions options, IEntropy entropy) : IOutcomeRecorder
{
    /// <summary>Deployments that are distinguished; further ones are not counted. The policy's models bound them in practice.</summary>
    public const int MaxServed = 1024;

    private const int MaxCases = 10_000;

    private readonly ConcurrentDictionary<ServedDeployment, Cells> _cells = new();
    private readonly ConcurrentQueue<(string CaseId, ServedDeployment Served)> _cases = new();
    private readonly string _instance = entropy.NewId();

    public TimeSpan SlowAfter => options.SlowAfter;

    public void Record(ServedDeployment served, OutcomeMetric metric, OutcomeCount count)
    {
        if (_cells.TryGetValue(served, out var cells)
            || (_cells.Count < MaxServed && (cells = _cells.GetOrAdd(served, static _ => new Cells())) is not null))
        {
            cells.Add(metric, count);
        }
    }

    public void Held(ServedDeployment served, string caseId)
    {
        if (_cases.Count < MaxCases)
        {
            _cases.Enqueue((caseId, served));
        }
    }

    /// <summary>
    /// Writes what changed since the last write. Throws <see cref="StoreUnavailableException"/>; the next call then writes it.
    /// </summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var (served, cells) in _cells)
        {
            var counts = cells.Read();
            if (counts.Calls() != cells.Written.Calls() || !counts.List.SequenceEqual(cells.Written.List))
            {
                await store.WriteAsync(_instance, new OutcomeDocument(served, counts), cancellationToken);
                cells.Written = counts;
            }
        }

        while (_cases.TryPeek(out var held))
        {
            await store.RememberAsync(held.CaseId, held.Served, cancellationToken);
            _cases.TryDequeue(out _);
        }
    }

    private sealed class Cells
    {
        private readonly Lock _gate = new();
        private readonly OutcomeCount[] _counts = new OutcomeCount[OutcomeCounts.Metrics];

        public OutcomeCounts Written { get; set; } = OutcomeCounts.None;

        public void Add(OutcomeMetric metric, OutcomeCount count)
        {
            lock (_gate)
            {
                _counts[(int)metric] += count;
            }
        }

        /// <summary>All metrics at one moment.</summary>
        public OutcomeCounts Read()
        {
            lock (_gate)
            {
                return new OutcomeCounts { List = [.. _counts] };
            }
        }
    }
}
