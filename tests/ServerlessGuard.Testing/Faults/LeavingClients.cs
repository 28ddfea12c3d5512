namespace ServerlessGuard.Testing.Faults;

/// <summary>
/// Clients that begin a call together and leave at random moments of the run. A moment is a number of calls that have ended, so that
/// clients leave at the same places of a run on any machine: some at once, some amid the others' answers, some not before their own.
/// </summary>
public static class LeavingClients
{
    /// <param name="count">How many there are.</param>
    /// <param name="seed">Of their moments.</param>
    /// <param name="callAsync">The call of the client with this number, which its departure cancels.</param>
    /// <returns>How many left before their call had ended.</returns>
    public static async Task<int> RunAsync(int count, int seed, Func<int, CancellationToken, Task> callAsync)
    {
        var random = new Random(seed);
        var ends = Enumerable.Range(0, count)
            .Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToList();
        var moments = Enumerable.Range(0, count).Select(_ => random.Next(-count / 8, count)).ToList();
        var ended = 0;
        var left = await Task.WhenAll(moments.Select(async (moment, client) =>
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var call = callAsync(client, leaving.Token);
            await Task.WhenAny(call, moment < 0 ? Task.CompletedTask : ends[moment].Task);
            var isUnderWay = !call.IsCompleted;
            await leaving.CancelAsync();
            await Task.WhenAny(call);
            ends[Interlocked.Increment(ref ended) - 1].SetResult();
            return isUnderWay;
        }));
        return left.Count(static isUnderWay => isUnderWay);
    }
}
