namespace ServerlessGuard.Core.Watch;

/// <summary>
/// Which drifts are new, which are known and which are over: a pure function of what was open and what is found. A drift
/// that needs less than before, because something was done about it, goes on as it is; one that needs more, or comes
/// back after it was over, is a new episode.
/// </summary>
internal static class WatchLedger
{
    public static IReadOnlyList<OpenDrift> Next(IReadOnlyList<OpenDrift> open, IReadOnlyList<Drift> found, DateTimeOffset now, Func<string> newId)
    {
        var known = open.ToDictionary(static o => o.Drift.Key, StringComparer.Ordinal);
        return [.. found.DistinctBy(static d => d.Key).Select(drift => known.GetValueOrDefault(drift.Key) is { } before && !IsWorse(drift, before.Drift)
            ? before with { Drift = drift }
            : new OpenDrift { Episode = newId(), Drift = drift, Since = now })];
    }

    private static bool IsWorse(Drift drift, Drift before) => drift.Action > before.Action || (drift.IsReached && !before.IsReached);

    /// <summary>What was open and is not any more.</summary>
    public static IEnumerable<OpenDrift> Ended(IReadOnlyList<OpenDrift> open, IReadOnlyList<OpenDrift> next) =>
        open.Where(o => !next.Any(n => n.Drift.Key == o.Drift.Key));
}
