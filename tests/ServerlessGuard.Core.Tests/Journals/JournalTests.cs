using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Journals;

public sealed class JournalTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly CounterHarness _world = new();

    private CounterJournal Journal => new(_world.Documents);

    private Leases Leases => new(_world.Entropy, _world.Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ALease_IsOneWorkers_UntilItEnds()
    {
        (await TakeAsync()).ShouldNotBeNull();
        (await TakeAsync()).ShouldBeNull();
        _world.Clock.Advance(Length);
        (await TakeAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task AWorker_TakesItsOwnLeaseAgain()
    {
        (await Leases.TakeAsync(Journal, "c", Length, "one", Cancel)).ShouldNotBeNull();
        (await Leases.TakeAsync(Journal, "c", Length, "two", Cancel)).ShouldBeNull();
        (await Leases.TakeAsync(Journal, "c", Length, "one", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task AWorkerThatWasOvertaken_WritesNothing_AndGivesNothingUp()
    {
        var late = (await TakeAsync()).ShouldNotBeNull();
        _world.Clock.Advance(Length);
        var holder = (await TakeAsync()).ShouldNotBeNull();
        await Should.ThrowAsync<LeaseLostException>(() => late.WriteAsync(static state => state with { Count = 9 }, Cancel).AsTask());
        await late.ReleaseAsync(Cancel);
        var state = await Journal.ReadAsync("c", Cancel);
        (state.Count, state.LeaseOwner).ShouldBe((0, holder.Owner));
    }

    [Fact]
    public async Task AWrite_KeepsWhatOthersAdded_AndRenewsTheLease()
    {
        var lease = (await TakeAsync()).ShouldNotBeNull();
        await Journal.ChangeAsync("c", static state => state with { Added = ["one"] }, Cancel);
        _world.Clock.Advance(Length / 2);
        await lease.WriteAsync(static state => state with { Count = state.Count + 1 }, Cancel);
        var state = await Journal.ReadAsync("c", Cancel);
        (state.Count, state.LeaseUntil).ShouldBe((1, _world.Clock.GetUtcNow() + Length));
        state.Added.ShouldBe(["one"]);
        await Journal.ChangeAsync("c", static state => state with { Added = [.. state.Added, "two"] }, Cancel);
        await lease.ReleaseAsync(Cancel);
        state = await Journal.ReadAsync("c", Cancel);
        state.LeaseOwner.ShouldBeNull();
        state.Added.ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task ACallThatTakesLong_KeepsTheLease()
    {
        var clock = new TimerClock();
        var leases = new Leases(_world.Entropy, clock);
        var lease = (await leases.TakeAsync(Journal, "c", Length, Cancel)).ShouldNotBeNull();
        var call = new TaskCompletionSource<int>();
        var held = lease.HoldAsync(call.Task, Cancel).AsTask();
        for (var third = 0; third < 9; third++)
        {
            // It waits for its next renewal: the one before was made.
            await clock.Timers.Reader.ReadAsync(Cancel);
            (await leases.TakeAsync(Journal, "c", Length, Cancel)).ShouldBeNull();
            clock.Advance(Length / 3);
        }

        call.SetResult(7);
        (await held).ShouldBe(7);
    }

    [Fact]
    public async Task ACallThatTakesLong_EndsWhenTheLeaseIsLost()
    {
        var lease = (await TakeAsync()).ShouldNotBeNull();
        var held = lease.HoldAsync(new TaskCompletionSource<int>().Task, Cancel).AsTask();
        await Journal.ChangeAsync("c", static state => state.WithLease("another", DateTimeOffset.MaxValue), Cancel);
        _world.Clock.Advance(Length / 3);
        await Should.ThrowAsync<LeaseLostException>(() => held);
    }

    [Fact]
    public async Task AChange_IsMadeAgain_AsOftenAsAnotherWriteComesFirst()
    {
        var writes = 0;
        var (before, after) = await Journal.ChangeAsync(
            "c",
            state =>
            {
                if (writes++ < 3)
                {
                    Journal.ChangeAsync("c", static other => other with { Count = other.Count + 1 }, Cancel)
                        .AsTask()
                        .GetAwaiter()
                        .GetResult();
                }

                return state with { Added = [$"{state.Count}"] };
            },
            Cancel);
        (before.Count, writes).ShouldBe((3, 4));
        after.Added.ShouldBe(["3"]);
    }

    [Fact]
    public async Task AChangeThatNeverComesFirst_IsGivenUp() =>
        await Should.ThrowAsync<StoreUnavailableException>(() => Journal.ChangeAsync(
            "c",
            state =>
            {
                Journal.ChangeAsync("c", static other => other with { Count = other.Count + 1 }, Cancel).AsTask().GetAwaiter().GetResult();
                return state;
            },
            Cancel).AsTask());

    [Fact]
    public async Task NothingToChange_WritesNothing()
    {
        await Journal.ChangeAsync("c", static state => null, Cancel);
        (await _world.Documents.ListAsync("counters", null, 10, Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(int.MaxValue, 60)]
    public void Pauses_Double_UpToTheLongest(int tries, int seconds) =>
        new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)).After(tries).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void ASignal_WakesAllThatWait_AndMissesNothing()
    {
        var signal = new ChangeSignal<CounterState>();
        var (one, two) = (signal.Next, signal.Next);
        one.IsCompleted.ShouldBeFalse();
        signal.Notify();
        (one.IsCompleted, two.IsCompleted).ShouldBe((true, true));
        var next = signal.Next;
        next.IsCompleted.ShouldBeFalse();
        signal.Notify();
        signal.Notify();
        next.IsCompleted.ShouldBeTrue();
    }

    private ValueTask<Lease<CounterState>?> TakeAsync() => Leases.TakeAsync(Journal, "c", Length, Cancel);

    /// <summary>Virtual time that tells of each timer that is set.</summary>
    private sealed class TimerClock : FakeTimeProvider
    {
        public Channel<TimeSpan> Timers { get; } = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Timers.Writer.TryWrite(dueTime);
            return timer;
        }
    }
}
