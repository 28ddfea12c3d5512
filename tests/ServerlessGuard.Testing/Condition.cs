namespace ServerlessGuard.Testing;

/// <summary>
/// Waits for what another part of the system brings about. A wait gives up after many looks in a row that found no
/// progress. Looks take longer on a busy machine, so load alone fails no test.
/// </summary>
public static class Condition
{
    /// <summary>Two minutes on an idle machine.</summary>
    private const int MostStillLooks = 6000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until <paramref name="condition"/> holds.</summary>
    /// <param name="what">A description of the awaited state, for the message.</param>
    /// <param name="progress">A value that changes while the system makes progress. Null: there is none.</param>
    /// <exception cref="TimeoutException">Nothing changed any more.</exception>
    public static Task HoldsAsync(Func<bool> condition, string what, Func<object?>? progress = null) =>
        HoldsAsync(() => ValueTask.FromResult(condition()), what, progress);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, Func{object?}?)"/>
    public static async Task HoldsAsync(Func<ValueTask<bool>> condition, string what, Func<object?>? progress = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (still, last) = (0, (object?)null);
        while (!await condition())
        {
            var now = progress?.Invoke();
            still = Equals(now, last) ? still + 1 : 0;
            last = now;
            if (still == MostStillLooks)
            {
                throw new TimeoutException($"Nothing changed in {MostStillLooks} looks; waited for {what}.");
            }

            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>Waits for the end of what is begun here. Its exception is thrown; it is cancelled when nothing changes any more.</summary>
    public static async Task<T> EndsAsync<T>(Func<CancellationToken, Task<T>> begin, string what, Func<object?>? progress = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var task = begin(stop.Token);
        try
        {
            await HoldsAsync(() => task.IsCompleted, what, progress);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }

        return await task;
    }

    /// <inheritdoc cref="EndsAsync{T}(Func{CancellationToken, Task{T}}, string, Func{object?}?)"/>
    public static async Task EndsAsync(Func<CancellationToken, Task> begin, string what, Func<object?>? progress = null) =>
        await EndsAsync(
            async cancel =>
            {
                await begin(cancel);
                return true;
            },
            what,
            progress);
}
