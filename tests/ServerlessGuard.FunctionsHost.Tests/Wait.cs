namespace ServerlessGuard.FunctionsHost.Tests;

internal static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Returns when it holds; fails, naming it, when it does not for two minutes.</summary>
    public static async Task ForAsync(string what, Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not come to this: {what}.");
            }
        }
    }

    public static Task ForAsync(string what, Func<bool> holds) => ForAsync(what, () => Task.FromResult(holds()));
}
