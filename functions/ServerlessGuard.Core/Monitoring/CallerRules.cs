namespace ServerlessGuard.Core.Monitoring;

/// <summary>One hour of an application's callers, all instances together.</summary>
public sealed record CallersHour(long Hour, IReadOnlyDictionary<string, CallerCounts> Callers);

/// <summary>How the state of an application's callers follows from their hours. Pure functions.</summary>
public static class CallerRules
{
    /// <summary>
    /// The pairs of caller and kind that alarms are corrected for, whoever is tracked. A fixed number: callers come and go by what they do.
    /// </summary>
    public const int Family = MostCallers * 8;

    private const int MostCallers = 512;
    private const int Known = 100;
    private const int MostPlaces = 32;

    /// <summary>Others tell how an application does in an hour from so many requests on.</summary>
    private const int Others = 30;

    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    public static CallersState Begin(string application, long hour) =>
        new() { Application = application, LearningFrom = hour, Until = hour };

    /// <summary>The state with its baseline, once there was enough to learn it from.</summary>
    /// <param name="hours">All hours since <see cref="CallersState.LearningFrom"/>, in order.</param>
    /// <param name="now">Every hour before it is over.</param>
    public static CallersState Learn(CallersState state, IReadOnlyList<CallersHour> hours, long now, MonitoringTerms terms)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(terms);
        var learnt = hours.Where(h => h.Hour >= state.LearningFrom && h.Hour < now).ToList();
        var requests = learnt.Sum(static h => h.Callers.Values.Sum(static c => c.Requests));
        if (state.Usual is not null || now < state.LearningFrom + terms.BaselineHours || requests < terms.BaselineInteractions)
        {
            return state;
        }

        var day = new long[24];
        foreach (var hour in learnt)
        {
            day[hour.Hour % 24] += hour.Callers.Values.Sum(static c => c.Requests);
        }

        // A day must have been seen whole before an hour of it is known to be quiet.
        List<int> off = terms.BaselineHours < 24 ? [] : [.. Enumerable.Range(0, 24).Where(h => 200 * day[h] < requests)];
        var callers = new Dictionary<string, CallerState>(StringComparer.Ordinal);
        var usual = new Dictionary<string, CallerUsual>(StringComparer.Ordinal);
        foreach (var hour in learnt)
        {
            foreach (var (caller, counts) in hour.Callers)
            {
                var known = callers.GetValueOrDefault(caller) ?? CallerState.Start;
                usual[caller] = Add(usual.GetValueOrDefault(caller), Signs(known, counts, off.Contains((int)(hour.Hour % 24))), counts);
                callers[caller] = known with { Places = Places(known, counts) };
            }
        }

        return state with
        {
            Usual = new CallersReference
            {
                All = usual.Values.Aggregate(static (a, b) => Sum(a, b)),
                Known = usual.Where(static u => u.Value.Requests >= Known).OrderByDescending(static u => u.Value.Requests).Take(MostCallers)
                    .ToDictionary(StringComparer.Ordinal),
                Off = off,
            },
            Callers = callers.Where(c => usual[c.Key].Requests >= Known).Take(MostCallers).ToDictionary(StringComparer.Ordinal),
            Until = now,
        };
    }

    /// <summary>The state after one more hour, which may not be over.</summary>
    public static CallersState Next(CallersState state, CallersHour hour)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(hour);
        if (state.Usual is not { } usual)
        {
            return state;
        }

        var callers = new Dictionary<string, CallerState>(state.Callers, StringComparer.Ordinal);
        var (isOff, total) = (usual.Off.Contains((int)(hour.Hour % 24)), new HourTotal(hour));
        foreach (var (caller, counts) in hour.Callers)
        {
            var known = callers.GetValueOrDefault(caller) ?? CallerState.Start;
            if (hour.Hour < known.From)
            {
                continue;
            }

            var signs = Signs(known, counts, isOff);
            callers[caller] = known with
            {
                Detectors = [.. Enum.GetValues<MisuseKind>().Select(kind =>
                {
                    var (hits, trials) = Trial(usual, caller, kind, counts, signs);
                    return Range(usual, caller, kind, total.Without(counts, kind)) is { } range
                        ? RateDetector.Next(known.Detectors[(int)kind], hits, trials, range, hour.Hour)
                        : known.Detectors[(int)kind];
                })],
                Places = Places(known, counts),
            };
        }

        // Whoever is left out begins anew: its evidence is taken as none, which raises no alarm.
        return state with
        {
            Callers = callers.Count <= MostCallers ? callers
                : callers.OrderByDescending(static c => c.Value.Detectors.Max(RateDetector.LogRise)).Take(MostCallers)
                    .ToDictionary(StringComparer.Ordinal),
            Until = hour.Hour + 1,
        };
    }

    /// <summary>The evidence of each caller and kind.</summary>
    public static IEnumerable<(string Caller, MisuseKind Kind, double LogM)> Evidence(CallersState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Callers.SelectMany(static c =>
            c.Value.Detectors.Select((one, kind) => (c.Key, (MisuseKind)kind, RateDetector.LogRise(one))));
    }

    public static MisuseAlarm Describe(CallersState state, string caller, MisuseKind kind, CallersHour? hour, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (detector, usual) = (state.Callers[caller].Detectors[(int)kind], state.Usual!);
        var counts = hour?.Callers.GetValueOrDefault(caller) ?? new CallerCounts();
        var signs = Signs(state.Callers[caller], counts, usual.Off.Contains((int)((hour?.Hour ?? 0) % 24)));
        var (hits, trials) = Trial(usual, caller, kind, counts, signs);
        return new()
        {
            Caller = caller,
            Kind = kind,
            Since = DateTimeOffset.UnixEpoch.AddHours(RateDetector.StrongestRise(detector).Since),
            Found = now,
            Last = now,
            Evidence = RateDetector.LogRise(detector),
            Hits = hits,
            Trials = trials,
            Interactions = [.. counts.Examples],
        };
    }

    /// <summary>The state in which an alarm is open, or found again; the caller's detectors begin anew with the next hour.</summary>
    /// <returns>Whether the alarm is a new one.</returns>
    public static (CallersState State, bool IsNew) Raise(CallersState state, MisuseAlarm alarm, long hour)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(alarm);
        var open = state.Alarms.FirstOrDefault(a => a.Caller == alarm.Caller && a.Kind == alarm.Kind);
        var places = state.Callers.GetValueOrDefault(alarm.Caller)?.Places ?? [];
        return (state with
        {
            Alarms = open is null
                ? [.. state.Alarms, alarm]
                : [.. state.Alarms.Select(a => a == open ? open with { Last = alarm.Found } : a)],
            Callers = new Dictionary<string, CallerState>(state.Callers, StringComparer.Ordinal)
            {
                [alarm.Caller] = CallerState.Start with { Places = places, From = hour + 1 },
            },
        }, open is null);
    }

    public static CallersState Close(CallersState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Alarms.Any(a => now - a.Last > Quiet)
            ? state with { Alarms = [.. state.Alarms.Where(a => now - a.Last <= Quiet)] }
            : state;
    }

    /// <summary>
    /// The rates of a kind that are no misuse: a known caller's own and its application's; of a caller that is not known, also the largest
    /// rate of those that are, since a new one may be like any of them. A model that changed refuses everybody, which is no caller's
    /// doing: so for kinds that the model has a part in, the rates of the others in the same hour are no misuse either.
    /// </summary>
    /// <returns>Null: nobody else came, so that nothing tells a caller that probes from a model that changed; drift names it.</returns>
    private static RateRange? Range(CallersReference usual, string caller, MisuseKind kind, (long Hits, long Trials) others)
    {
        if (kind == MisuseKind.Cost)
        {
            return RateRange.Of(0, usual.All.Hours) with { Low = 0 };
        }

        var all = RateRange.Of(usual.All.Signs[(int)kind], usual.All.Requests);
        var high = usual.Known.TryGetValue(caller, out var own)
            ? RateRange.Of(own.Signs[(int)kind], own.Requests).High
            : usual.Known.Values.Select(u => (double)u.Signs[(int)kind] / u.Requests).DefaultIfEmpty(0).Max();
        high = Math.Max(all.High, high);
        if (kind is MisuseKind.Refusals or MisuseKind.Leakage)
        {
            if (others.Trials >= Others)
            {
                high = Math.Max(high, RateRange.Of(others.Hits, others.Trials).High);
            }
            else if (kind == MisuseKind.Refusals)
            {
                return null;
            }
        }

        return new(0, Math.Clamp(high, 1e-6, 0.99));
    }

    /// <summary>All callers of an hour together.</summary>
    private sealed class HourTotal(CallersHour hour)
    {
        private readonly long _requests = hour.Callers.Values.Sum(static c => c.Requests);
        private readonly long[] _signs =
            [.. Enumerable.Range(0, new CallerCounts().Signs.Length).Select(kind => hour.Callers.Values.Sum(c => c[(MisuseKind)kind]))];

        /// <summary>A sign's requests, and all, of those beside one caller.</summary>
        public (long Hits, long Trials) Without(CallerCounts caller, MisuseKind kind) =>
            (int)kind < _signs.Length ? (_signs[(int)kind] - caller[kind], _requests - caller.Requests) : default;
    }

    private static (long Hits, long Trials) Trial(
        CallersReference usual, string caller, MisuseKind kind, CallerCounts counts, long[] signs)
    {
        if (kind != MisuseKind.Cost)
        {
            return (signs[(int)kind], counts.Requests);
        }

        var most = usual.Known.TryGetValue(caller, out var own) ? own.MostTokens : usual.All.MostTokens;
        return counts.Requests == 0 ? (0, 0) : (counts.Tokens > 2 * most ? 1 : 0, 1);
    }

    private static long[] Signs(CallerState known, CallerCounts counts, bool isOff)
    {
        var signs = new long[Enum.GetValues<MisuseKind>().Length];
        counts.Signs.CopyTo(signs, 0);

        // A caller's first networks are no new ones; requests of which no network is known say nothing.
        signs[(int)MisuseKind.NewPlaces] = known.Places.Count == 0 ? 0
            : counts.Places.Where(p => p.Key != 0 && !known.Places.Contains(p.Key)).Sum(static p => p.Value);
        signs[(int)MisuseKind.OffHours] = isOff ? counts.Requests : 0;
        return signs;
    }

    private static List<uint> Places(CallerState known, CallerCounts counts) =>
        [.. known.Places.Concat(counts.Places.Keys).Where(static p => p != 0).Distinct().TakeLast(MostPlaces)];

    private static CallerUsual Add(CallerUsual? before, long[] signs, CallerCounts counts)
    {
        var one = new CallerUsual { Requests = counts.Requests, Signs = signs, Hours = 1, MostTokens = counts.Tokens };
        return before is null ? one : Sum(before, one);
    }

    private static CallerUsual Sum(CallerUsual left, CallerUsual right) => new()
    {
        Requests = left.Requests + right.Requests,
        Signs = [.. left.Signs.Zip(right.Signs, static (a, b) => a + b)],
        Hours = left.Hours + right.Hours,
        MostTokens = Math.Max(left.MostTokens, right.MostTokens),
    };
}
