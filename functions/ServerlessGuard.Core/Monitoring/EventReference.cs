using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>An event of a signal, "it falls into these buckets", and how often it happened in the baseline.</summary>
public sealed record EventReference
{
    private const int Hours = 168;

    /// <summary>An hour of the week, or of the day, counts for itself from so many interactions on.</summary>
    private const int Enough = 200;

    /// <summary>Bit n: bucket n.</summary>
    [JsonPropertyName("buckets")]
    public required ulong Buckets { get; init; }

    [JsonPropertyName("hits")]
    public required long Hits { get; init; }

    [JsonPropertyName("trials")]
    public required long Trials { get; init; }

    /// <summary>Hits and trials of each hour of the week, one after the other; null where the hours do not differ.</summary>
    [JsonPropertyName("season")]
    public IReadOnlyList<long>? Season { get; init; }

    /// <summary>An event and its rates in hours of the week; they are kept where they differ by more than chance.</summary>
    public static EventReference Of(ulong buckets, IReadOnlyList<long> season)
    {
        ArgumentNullException.ThrowIfNull(season);
        var (hits, trials) = (0L, 0L);
        for (var i = 0; i < Hours; i++)
        {
            (hits, trials) = (hits + season[2 * i], trials + season[(2 * i) + 1]);
        }

        var differ = Differ(season, hits, trials) || Differ(Days(season), hits, trials);
        return new() { Buckets = buckets, Hits = hits, Trials = trials, Season = differ ? season : null };
    }

    /// <summary>
    /// The rates that are no change in an hour of the week: of the same hours of the baseline's weeks where these had enough interactions,
    /// else of the same hour of all days, else of all hours of the day together.
    /// </summary>
    public RateRange At(int hourOfWeek)
    {
        if (Season is null)
        {
            return RateRange.Of(Hits, Trials);
        }

        if (Season[(2 * hourOfWeek) + 1] >= Enough)
        {
            return RateRange.Of(Season[2 * hourOfWeek], Season[(2 * hourOfWeek) + 1]);
        }

        var days = Days(Season);
        var day = hourOfWeek % 24;
        if (days[(2 * day) + 1] >= Enough)
        {
            return RateRange.Of(days[2 * day], days[(2 * day) + 1]);
        }

        var hull = RateRange.Of(Hits, Trials);
        for (var i = 0; i < 24; i++)
        {
            hull = days[(2 * i) + 1] > 0 ? hull.Hull(RateRange.Of(days[2 * i], days[(2 * i) + 1])) : hull;
        }

        return hull;
    }

    /// <summary>The hour of the week of an hour since 1970, which began on a Thursday; 0 is Monday, 0:00 UTC.</summary>
    public static int HourOfWeek(long hour) => (int)((hour + 72) % Hours);

    private static long[] Days(IReadOnlyList<long> season)
    {
        var days = new long[48];
        for (var i = 0; i < Hours; i++)
        {
            days[2 * (i % 24)] += season[2 * i];
            days[(2 * (i % 24)) + 1] += season[(2 * i) + 1];
        }

        return days;
    }

    /// <summary>Pearson's chi-square over the hours with five expected hits and misses, four standard deviations above its mean.</summary>
    private static bool Differ(IReadOnlyList<long> cells, long hits, long trials)
    {
        if (hits == 0 || hits == trials)
        {
            return false;
        }

        var (rate, sum, count) = ((double)hits / trials, 0.0, 0);
        for (var i = 0; i < cells.Count; i += 2)
        {
            var (expected, spread) = (cells[i + 1] * rate, cells[i + 1] * rate * (1 - rate));
            if (expected >= 5 && cells[i + 1] - expected >= 5)
            {
                sum += (cells[i] - expected) * (cells[i] - expected) / spread;
                count++;
            }
        }

        return count > 1 && sum > count - 1 + (4 * Math.Sqrt(2 * (count - 1)));
    }
}

/// <summary>A signal's baseline: its counts, for the distances that people read, and its events, for the detectors.</summary>
public sealed record SignalReference
{
    /// <summary>Shares above which an ordered signal is cut.</summary>
    private static readonly double[] Cuts = [0.9, 0.5, 0.1, 0.02];

    /// <summary>Named buckets that are events of their own; the others are one event together.</summary>
    private const int Named = 8;

    /// <summary>By bucket.</summary>
    [JsonPropertyName("counts")]
    public required IReadOnlyList<long> Counts { get; init; }

    [JsonPropertyName("events")]
    public required IReadOnlyList<EventReference> Events { get; init; }

    /// <summary>The baseline of a signal over hours (since 1970); null where the signal was never seen.</summary>
    public static SignalReference? Of(MonitoredSignal signal, IReadOnlyList<(long Hour, SignalCounts Counts)> hours)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(hours);
        var counts = new long[signal.Buckets];
        foreach (var (_, one) in hours)
        {
            for (var i = 0; i < one[signal].Count; i++)
            {
                counts[i] += one[signal][i];
            }
        }

        if (counts.Sum() == 0)
        {
            return null;
        }

        var events = Sets(signal, counts).Distinct().Select(set =>
        {
            var season = new long[336];
            foreach (var (hour, one) in hours)
            {
                var at = 2 * EventReference.HourOfWeek(hour);
                season[at] += one.Hits(signal, set);
                season[at + 1] += one.Trials(signal);
            }

            return EventReference.Of(set, season);
        });
        return new() { Counts = counts, Events = [.. events] };
    }

    /// <summary>The events that are watched: chosen by the baseline alone.</summary>
    private static IEnumerable<ulong> Sets(MonitoredSignal signal, long[] counts)
    {
        var total = (double)counts.Sum();
        switch (signal.Kind)
        {
            case SignalKind.YesNo:
                yield return 2;
                break;
            case SignalKind.Named:
                var largest = Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0).OrderByDescending(i => counts[i]).Take(Named)
                    .Select(static i => 1UL << i).ToList();
                foreach (var one in largest)
                {
                    yield return one;
                }

                yield return ~largest.Aggregate(0UL, static (all, one) => all | one);
                break;
            default:
                foreach (var cut in Cuts)
                {
                    var from = 1;
                    while (from < counts.Length - 1 && counts[from..].Sum() / total > cut)
                    {
                        from++;
                    }

                    yield return ulong.MaxValue << from;
                }

                break;
        }
    }
}
