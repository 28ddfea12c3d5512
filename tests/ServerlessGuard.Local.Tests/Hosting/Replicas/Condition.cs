namespace ServerlessGuard.Local.Tests.Hosting.Replicas;

internal static class Condition
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => ValueTask.FromResult(condition()), what);

    /// <summary>Looks until it holds. Patience is for a machine that hangs; no verdict depends on it.</summary>
    public static async Task HoldsAsync(Func<ValueTask<bool>> condition, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var look = new PeriodicTimer(Look);
        try
        {
            while (!await condition())
            {
                await look.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Never: {what}");
        }
    }
}
