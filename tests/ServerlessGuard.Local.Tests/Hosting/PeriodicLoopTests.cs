using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Tests.Hosting;

public sealed class PeriodicLoopTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One capability's fault ends neither its own later turns nor the host.</summary>
    [Theory]
    [InlineData(typeof(StoreUnavailableException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task GoesOn_AfterATurnThatFailed(Type failure)
    {
        var clock = new FakeTimeProvider();
        using var loop = new FailingLoop(failure, clock, NullLogger.Instance);
        await loop.StartAsync(Cancel);
        while (loop.Turns.CurrentCount < 3)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await loop.StopAsync(Cancel);
        loop.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private sealed class FailingLoop(Type failure, TimeProvider clock, ILogger logger) : PeriodicLoop("A test", TimeSpan.FromSeconds(1), clock, logger)
    {
        public SemaphoreSlim Turns { get; } = new(0);

        public override void Dispose()
        {
            Turns.Dispose();
            base.Dispose();
        }

        protected override ValueTask RunAsync(CancellationToken cancellationToken)
        {
            Turns.Release();
            throw (Exception)Activator.CreateInstance(failure, "as it should")!;
        }
    }
}
