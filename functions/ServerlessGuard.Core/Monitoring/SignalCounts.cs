using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// The counts of all signals over some interactions, with a few interaction ids per bucket. <see cref="Add(SignalCounts)"/> is associative
/// and commutative, so instances, hours and restarts add up in any order. Bounded: 21 signals of at most 64 buckets, three ids each.
/// Not thread-safe.
/// </summary>
public sealed class SignalCounts
{
    /// <summary>Ids kept per bucket: those with the smallest hashes, which are a random sample whatever is merged in which order.</summary>
    public const int Examples = 3;

    private readonly long[]?[] _counts = new long[]?[Signals.All.Count];
    private readonly string[]?[]?[] _examples = new string[]?[]?[Signals.All.Count];

    /// <summary>Counts of a signal by bucket; empty where it was never seen.</summary>
    public IReadOnlyList<long> this[MonitoredSignal signal] => _counts[Index(signal)] ?? (IReadOnlyList<long>)[];

    /// <summary>How many interactions the signal applied to.</summary>
    public long Trials(MonitoredSignal signal) => _counts[Index(signal)]?.Sum() ?? 0;

    /// <summary>How many of them fell into the buckets of a set.</summary>
    public long Hits(MonitoredSignal signal, ulong buckets)
    {
        var sum = 0L;
        if (_counts[Index(signal)] is { } counts)
        {
            for (var i = 0; i < counts.Length; i++)
            {
                sum += (buckets >> i & 1) == 1 ? counts[i] : 0;
            }
        }

        return sum;
    }

    public void Add(SignalValue value, string interaction)
    {
        ArgumentNullException.ThrowIfNull(interaction);
        AddCount(value.Signal, value.Bucket, 1);
        Keep(value.Signal, value.Bucket, interaction);
    }

    public void Add(SignalCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var signal in Signals.All)
        {
            var counts = other._counts[signal.Index];
            for (var bucket = 0; bucket < (counts?.Length ?? 0); bucket++)
            {
                if (counts![bucket] > 0)
                {
                    AddCount(signal, bucket, counts[bucket]);
                }

                foreach (var id in other._examples[signal.Index]?[bucket] ?? [])
                {
                    Keep(signal, bucket, id);
                }
            }
        }
    }

    /// <summary>Interactions in the buckets of a set, at most <paramref name="most"/>.</summary>
    public IReadOnlyList<string> ExamplesOf(MonitoredSignal signal, ulong buckets, int most) =>
    [
        .. (_examples[Index(signal)] ?? []).Where((ids, bucket) => ids is not null && (buckets >> bucket & 1) == 1)
            .SelectMany(static ids => ids!).OrderBy(Hash).Take(most),
    ];

    /// <summary>The form that is stored: pairs of bucket and count, and ids by <c>SIGNAL.BUCKET</c>.</summary>
    public StoredCounts ToStored() => new(
        Signals.All.Where(s => _counts[s.Index] is not null).ToDictionary(static s => s.Id, s => Pairs(_counts[s.Index]!)),
        Signals.All.Where(s => _examples[s.Index] is not null)
            .SelectMany(s => _examples[s.Index]!.Select((ids, bucket) => (Key: $"{s.Id}.{bucket}", Ids: ids)))
            .Where(static one => one.Ids is not null)
            .ToDictionary(static one => one.Key, static one => (IReadOnlyList<string>)one.Ids!));

    /// <summary>Signals and buckets that this version does not know are left out.</summary>
    public static SignalCounts Of(StoredCounts stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var counts = new SignalCounts();
        foreach (var (id, pairs) in stored.Counts)
        {
            for (var i = 0; Signals.Find(id) is { } signal && i + 1 < pairs.Count; i += 2)
            {
                if (pairs[i] >= 0 && pairs[i] < signal.Buckets && pairs[i + 1] > 0)
                {
                    counts.AddCount(signal, (int)pairs[i], pairs[i + 1]);
                }
            }
        }

        foreach (var (key, ids) in stored.Examples)
        {
            var dot = key.LastIndexOf('.');
            if (dot > 0 && Signals.Find(key[..dot]) is { } signal
                && int.TryParse(key.AsSpan(dot + 1), out var bucket) && bucket >= 0 && bucket < signal.Buckets)
            {
                foreach (var one in ids)
                {
                    counts.Keep(signal, bucket, one);
                }
            }
        }

        return counts;
    }

    private static List<long> Pairs(long[] counts)
    {
        var pairs = new List<long>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                pairs.Add(i);
                pairs.Add(counts[i]);
            }
        }

        return pairs;
    }

    private static int Index(MonitoredSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.Index;
    }

    private static uint Hash(string id)
    {
        var hash = 2166136261u;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 16777619u;
        }

        // FNV's last character changes few high bits; its finaliser spreads them (murmur3's fmix32).
        hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        return hash ^ (hash >> 16);
    }

    private static int Compare(string left, string right)
    {
        var byHash = Hash(left).CompareTo(Hash(right));
        return byHash != 0 ? byHash : string.CompareOrdinal(left, right);
    }

    private void AddCount(MonitoredSignal signal, int bucket, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bucket);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bucket, signal.Buckets);
        (_counts[signal.Index] ??= new long[signal.Buckets])[bucket] += count;
    }

    private void Keep(MonitoredSignal signal, int bucket, string interaction)
    {
        var kept = (_examples[signal.Index] ??= new string[]?[signal.Buckets])[bucket] ?? [];
        if (kept.Contains(interaction) || (kept.Length == Examples && Compare(interaction, kept[^1]) > 0))
        {
            return;
        }

        string[] all = [.. kept, interaction];
        Array.Sort(all, Compare);
        _examples[signal.Index]![bucket] = all.Length > Examples ? all[..Examples] : all;
    }
}

/// <summary><see cref="SignalCounts"/> as a document holds them.</summary>
/// <param name="Counts">By signal: bucket, count, bucket, count and so on.</param>
/// <param name="Examples">Interaction ids by <c>SIGNAL.BUCKET</c>.</param>
public sealed record StoredCounts(
    [property: JsonPropertyName("counts")] IReadOnlyDictionary<string, List<long>> Counts,
    [property: JsonPropertyName("examples")] IReadOnlyDictionary<string, IReadOnlyList<string>> Examples);
