namespace ServerlessGuard.Local.Demo;

/// <summary>
/// A scenario's wait for what the guard does by itself. It gives up after many looks in a row that found no progress. Looks
/// take longer on a busy machine, so load alone ends no scenario.
/// </summary>
internal static class DemoWait
{
    /// <summary>Two minutes on an idle machine.</summary>
    private const int MostStillLooks = 6000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until <paramref name="holds"/>. Returns what it saw then.</summary>
    /// <param name="what">A description of the awaited state, for the message.</param>
    /// <param name="progress">A value that changes while the guard makes progress.</param>
    /// <exception cref="TimeoutException">Nothing changed any more.</exception>
    public static async Task<T> UntilAsync<T>(
        string what, Func<ValueTask<T>> look, Func<T, bool> holds, Func<T, object?> progress, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var (still, last) = (0, (object?)null);
        while (true)
        {
            var seen = await look();
            if (holds(seen))
            {
                return seen;
            }

            var now = progress(seen);
            still = Equals(now, last) ? still + 1 : 0;
            last = now;
            if (still == MostStillLooks)
            {
                throw new TimeoutException($"Nothing changed in {MostStillLooks} looks; waited for {what}.");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
