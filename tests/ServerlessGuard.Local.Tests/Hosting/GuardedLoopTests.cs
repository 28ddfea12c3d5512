using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Loops;
using ServerlessGuard.Local.Tests.Support;

namespace ServerlessGuard.Local.Tests.Hosting;

public sealed class GuardedLoopTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TimerClock _clock = new();
    // A run is known before the clock goes on to the timer that it sets.
    private readonly Channel<DateTimeOffset> _runs = Channel.CreateUnbounded<DateTimeOffset>(
        new UnboundedChannelOptions { AllowSynchronousContinuations = true });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(typeof(StoreUnavailableException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task GoesOn_AfterRunsThatFail(Type failure)
    {
        using var loop = Loop(Job(TimeSpan.FromSeconds(1), () => throw (Exception)Activator.CreateInstance(failure, "as it should")!));
        await loop.StartAsync(Cancel);

        var started = _clock.GetUtcNow();
        var pauses = new List<double>();
        for (var run = 0; run < 6; run++)
        {
            var next = _runs.Reader.ReadAsync(Cancel).AsTask();
            await _clock.GoOnUntilAsync(next, Cancel);
            pauses.Add(((await next) - started).TotalSeconds);
            started = await next;
        }

        pauses.ShouldBe([1, 1, 2, 4, 8, 10]);
        await loop.StopAsync(Cancel);
        loop.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task AFailureThatIsOver_IsForgotten()
    {
        var fails = true;
        using var loop = Loop(Job(TimeSpan.FromSeconds(1), () => fails = fails ? throw new InvalidOperationException() : fails));
        await loop.StartAsync(Cancel);
        for (var run = 0; run < 4; run++)
        {
            await NextRunAsync();
        }

        fails = false;
        var first = await NextRunAsync();
        var second = await NextRunAsync();

        (second - first).ShouldBe(TimeSpan.FromSeconds(1));
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task TheSignal_StartsARun_ButNotSoonerThanTheJobAllows()
    {
        var signal = new TaskCompletionSource();
        using var loop = Loop(Job(Minute, static () => { }) with
        {
            RunsAtStart = true,
            AtLeast = TimeSpan.FromSeconds(5),
            Signal = _ => _ => signal.Task,
        });
        await loop.StartAsync(Cancel);
        var first = await _runs.Reader.ReadAsync(Cancel);
        signal.SetResult();
        _clock.Advance(await _clock.NextTimerAsync(Cancel));

        var second = await _runs.Reader.ReadAsync(Cancel);

        (second - first).ShouldBe(TimeSpan.FromSeconds(5));
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task AJobThatHoldsWork_RunsOnceMore_WhenTheHostStops()
    {
        using var loop = Loop(Job(Minute, static () => { }) with { RunsAtStop = true });
        await loop.StartAsync(Cancel);
        await _clock.NextTimerAsync(Cancel);

        await loop.StopAsync(Cancel);

        _runs.Reader.Count.ShouldBe(1);
    }

    private async Task<DateTimeOffset> NextRunAsync()
    {
        var next = _runs.Reader.ReadAsync(Cancel).AsTask();
        await _clock.GoOnUntilAsync(next, Cancel);
        return await next;
    }

    private HostJob Job(TimeSpan every, Action run) => new()
    {
        Name = "A test",
        Every = _ => every,
        Run = _ => _ =>
        {
            _runs.Writer.TryWrite(_clock.GetUtcNow());
            run();
            return ValueTask.CompletedTask;
        },
    };

    private GuardedLoop Loop(HostJob job) =>
        new(job, new ServiceCollection().BuildServiceProvider(), _clock, NullLogger<GuardedLoop>.Instance);
}
