using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Evidence.Controls;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// Reads a log's entries in order and keeps the few that decide a control: for each requirement the newest of each subject,
/// the last entries of the kinds that the report shows over time, and sums. Its memory does not grow with the log.
/// </summary>
internal sealed class EvidenceEntrySelector
{
    /// <summary>Number of entries kept of each kind that the report shows over time or that a statement is about.</summary>
    public const int MostShown = 200;

    /// <summary>Number of days whose verdicts are kept.</summary>
    public const int MostDays = 90;

    private static readonly string[] Shown =
        [AuditKinds.DrillEnded, AuditKinds.RotationVerified, AuditKinds.RollbackVerified, AuditKinds.AttestationAccepted];

    private readonly List<(Requirement Requirement, HashSet<string>? Subjects)> _requirements;
    private readonly HashSet<string> _kinds;
    private readonly Dictionary<(int, string), Kept> _newest = [];
    private readonly Dictionary<string, Queue<Kept>> _series = [];
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _days = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <param name="policy">The fact <see cref="FactKinds.Policy"/>, whose lists name the subjects of requirements.</param>
    public EvidenceEntrySelector(IEnumerable<Requirement> requirements, Fact? policy)
    {
        _requirements = [.. requirements.Where(static r => FactKinds.IsEntry(r.Fact)).Select(r => (r, Subjects(r, policy)))];
        _kinds = [.. _requirements.Select(static r => r.Requirement.Fact), .. Shown];
    }

    /// <summary>Time of the newest entry; null before the first.</summary>
    public DateTimeOffset? Newest { get; private set; }

    public void Add(long index, ReadOnlyMemory<byte> bytes)
    {
        var header = EntryHeader.At(bytes.Span);
        _counts[header.Kind] = _counts.GetValueOrDefault(header.Kind) + 1;
        Newest = Newest is { } newest && newest >= header.Time ? newest : header.Time;
        if (header is { Kind: AuditKinds.InteractionClosed, Verdict.Length: > 0 })
        {
            Count(header);
        }

        if (_kinds.Contains(header.Kind) && EntryFact.Read(index, bytes) is { } fact)
        {
            Keep(new Kept(fact, bytes));
        }
    }

    public IEnumerable<Kept> Entries => _newest.Values.Concat(_series.Values.SelectMany(static q => q))
        .DistinctBy(static k => k.Fact.Entry)
        .OrderBy(static k => k.Fact.Entry);

    /// <summary>Facts about the whole log rather than one entry.</summary>
    public IEnumerable<Fact> Sums(DateTimeOffset now)
    {
        yield return new Fact
        {
            Kind = FactKinds.LogCounted,
            Time = now,
            Values = _counts.ToDictionary(
                static c => c.Key, static c => c.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal),
        };
        foreach (var (day, verdicts) in _days)
        {
            yield return new Fact
            {
                Kind = FactKinds.LogDay,
                Subject = day,
                Time = now,
                Values = verdicts.ToDictionary(
                    static v => v.Key, static v => v.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal),
            };
        }
    }

    private static HashSet<string>? Subjects(Requirement requirement, Fact? policy) => requirement.ForEach is { } list
        ? (policy?.Values.GetValueOrDefault(list, "") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal)
        : null;

    private void Keep(Kept entry)
    {
        for (var i = 0; i < _requirements.Count; i++)
        {
            var (requirement, subjects) = _requirements[i];
            if (!requirement.Concerns(entry.Fact))
            {
                continue;
            }

            var subject = requirement.SubjectOf(entry.Fact);
            if ((subjects is null || subjects.Contains(subject))
                && (!_newest.TryGetValue((i, subject), out var known) || entry.IsNewerThan(known)))
            {
                _newest[(i, subject)] = entry;
            }
        }

        if (Shown.Contains(entry.Fact.Kind))
        {
            if (!_series.TryGetValue(entry.Fact.Kind, out var series))
            {
                _series[entry.Fact.Kind] = series = new();
            }

            series.Enqueue(entry);
            if (series.Count > MostShown)
            {
                series.Dequeue();
            }
        }
    }

    private void Count(EntryHeader header)
    {
        var day = header.Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!_days.TryGetValue(day, out var verdicts))
        {
            _days[day] = verdicts = new(StringComparer.Ordinal);
            if (_days.Count > MostDays)
            {
                _days.Remove(_days.Keys.First());
            }
        }

        verdicts[header.Verdict] = verdicts.GetValueOrDefault(header.Verdict) + 1;
    }

    internal sealed record Kept(Fact Fact, ReadOnlyMemory<byte> Bytes)
    {
        /// <summary>In the order in which the evaluator ranks them.</summary>
        public bool IsNewerThan(Kept other) => (Fact.Time, Fact.Entry).CompareTo((other.Fact.Time, other.Fact.Entry)) > 0;
    }
}
