using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Audit;

public sealed class GroupCommitAuditLogTests
{
    private static readonly AuditEntry Entry = GoldenEntries.Entries[0];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shares_OneGroup_AmongAllWhoWait()
    {
        var logs = new GatedAppendLogs();
        await using var audit = new GroupCommitAuditLog(logs, "w1");
        var first = audit.AppendAsync(Entry, Cancel).AsTask();
        await logs.Arrived.WaitAsync(Cancel);
        var waiting = Enumerable.Range(0, 100).Select(_ => audit.AppendAsync(Entry, Cancel).AsTask()).ToList();
        first.IsCompleted.ShouldBeFalse();
        logs.Gate.Release(2);
        await Task.WhenAll([first, .. waiting]);
        logs.Groups.ShouldBe([1, 100]);
    }

    [Fact]
    public async Task Acknowledges_NothingThatIsNotDurable()
    {
        var logs = new GatedAppendLogs();
        var audit = new GroupCommitAuditLog(logs, "w1");
        var append = audit.AppendAsync(Entry, Cancel).AsTask();
        await logs.Arrived.WaitAsync(Cancel);
        append.IsCompleted.ShouldBeFalse();
        logs.Gate.Release();
        var receipt = await append;
        await audit.DisposeAsync();
        var read = (await ReadAsync(logs, "w1")).ShouldHaveSingleItem();
        (read.Fault, read.Entry!.Hash, read.Entry.Sequence).ShouldBe((null, receipt.Hash, receipt.Sequence));
    }

    [Fact]
    public async Task Bounds_TheQueueAndTheGroup()
    {
        var logs = new GatedAppendLogs();
        await using var audit = new GroupCommitAuditLog(logs, "w1", new GroupCommitOptions { QueueLength = 4, GroupLength = 3 });
        var first = audit.AppendAsync(Entry, Cancel).AsTask();
        await logs.Arrived.WaitAsync(Cancel);
        var queued = Enumerable.Range(0, 4).Select(_ => audit.AppendAsync(Entry, Cancel).AsTask()).ToList();
        using var giveUp = new CancellationTokenSource();
        var outside = audit.AppendAsync(Entry, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(outside);
        logs.Gate.Release(10);
        await Task.WhenAll([first, .. queued]);
        logs.Groups.ShouldAllBe(g => g <= 3);

        // The one that gave up before it was queued has left nothing.
        logs.Groups.Sum().ShouldBe(5);
    }

    [Fact]
    public async Task Chains_ManyAtOnce_AndContinuesAfterReopening()
    {
        var logs = new InMemoryAppendLogs();
        for (var life = 0; life < 3; life++)
        {
            await using var audit = new GroupCommitAuditLog(logs, "w1");
            var receipts = await Task.WhenAll(
                Enumerable.Range(0, 50).Select(i => Task.Run(async () => await audit.AppendAsync(Entry with { Actor = $"{i}" }, Cancel))));
            receipts.Select(r => r.Sequence).Order().ShouldBe(Enumerable.Range(life * 50, 50).Select(i => (long)i));
        }

        var read = await ReadAsync(logs, "w1");
        read.Count.ShouldBe(150);
        read.ShouldAllBe(r => r.Fault == null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stays_Closed_AfterAFailure_UntilOpenedAnew(bool lostAnswer)
    {
        var logs = new InMemoryAppendLogs();
        var audit = new GroupCommitAuditLog(
            new FaultingAppendLogs(logs, FaultPlan.At(2, lostAnswer)), "w1",
            new GroupCommitOptions { FirstRetry = TimeSpan.FromHours(1) });
        await audit.AppendAsync(Entry, Cancel);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await audit.AppendAsync(Entry, Cancel));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await audit.AppendAsync(Entry, Cancel));
        await audit.DisposeAsync();

        await using var again = new GroupCommitAuditLog(logs, "w1");
        (await again.AppendAsync(Entry, Cancel)).Sequence.ShouldBe(lostAnswer ? 2 : 1);
        (await ReadAsync(logs, "w1")).ShouldAllBe(r => r.Fault == null);
    }

    /// <summary>
    /// A disk that was full for a while: entries are refused meanwhile, then taken again, and the chain tells of the gap.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Opens_ItselfAgain_AfterSeveralFailures_AndTellsOfTheGap(bool lostAnswer)
    {
        var logs = new InMemoryAppendLogs();
        var retry = new GroupCommitOptions { FirstRetry = TimeSpan.FromMilliseconds(1), LongestRetry = TimeSpan.FromMilliseconds(4) };
        await using var audit = new GroupCommitAuditLog(
            new FaultingAppendLogs(logs, new FaultPlan(static n => n is >= 2 and <= 5, lostAnswer)), "w1", retry);
        await audit.AppendAsync(Entry, Cancel);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await audit.AppendAsync(Entry, Cancel));
        while (audit.HasFailed)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var receipt = await audit.AppendAsync(Entry, Cancel);
        var read = await ReadAsync(logs, "w1");
        read.ShouldAllBe(static r => r.Fault == null);
        read[^1].Entry!.Hash.ShouldBe(receipt.Hash);
        read[^2].Entry!.Entry.Kind.ShouldBe(AuditKinds.AuditResumed);
    }

    [Fact]
    public async Task Seals_ALog_ThatEndsWithEveryInteractionClosed()
    {
        var logs = new InMemoryAppendLogs();
        await using (var audit = new GroupCommitAuditLog(logs, "w1", new GroupCommitOptions { SealAtEnd = true }))
        {
            await audit.AppendAsync(Entry with { Kind = AuditKinds.InteractionOpened, Interaction = "i1" }, Cancel);
            await audit.AppendAsync(Entry with { Kind = AuditKinds.InteractionClosed, Interaction = "i1" }, Cancel);
        }

        (await logs.ListAsync(Cancel)).Single().State.ShouldBe(WriterState.Sealed);
    }

    [Theory]
    [InlineData(AuditKinds.InteractionOpened)]
    [InlineData(AuditKinds.InteractionInterrupted)]
    public async Task Leaves_ALogToTheNextStart_ThatIsOpenOrHoldsARecovery(string kind)
    {
        var logs = new InMemoryAppendLogs();
        await using (var audit = new GroupCommitAuditLog(logs, "w1", new GroupCommitOptions { SealAtEnd = true }))
        {
            await audit.AppendAsync(Entry with { Kind = kind, Interaction = "i1" }, Cancel);
        }

        (await logs.ListAsync(Cancel)).Single().State.ShouldBe(WriterState.Stopped);
    }

    [Fact]
    public async Task Leaves_ALogToTheNextStart_ThatFailedOnce()
    {
        var logs = new InMemoryAppendLogs();
        await using (var audit = new GroupCommitAuditLog(
            new FaultingAppendLogs(logs, FaultPlan.At(2, lostAnswer: true)), "w1",
            new GroupCommitOptions { SealAtEnd = true, FirstRetry = TimeSpan.FromMilliseconds(1) }))
        {
            await audit.AppendAsync(Entry, Cancel);
            await Should.ThrowAsync<StoreUnavailableException>(async () => await audit.AppendAsync(Entry, Cancel));
            while (audit.HasFailed)
            {
                Cancel.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        (await logs.ListAsync(Cancel)).Single().State.ShouldBe(WriterState.Stopped);
    }

    [Fact]
    public async Task Fails_WhoeverWaits_WhenTheLogCannotBeOpened()
    {
        var logs = new InMemoryAppendLogs();
        await using var other = await logs.OpenAsync("w1", Cancel);
        await using var audit = new GroupCommitAuditLog(logs, "w1");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await audit.AppendAsync(Entry, Cancel));
    }

    [Fact]
    public async Task Refuses_ToContinueABrokenChain()
    {
        var logs = new InMemoryAppendLogs();
        await using (var log = await logs.OpenAsync("w1", Cancel))
        {
            await log.AppendAsync([AuditEntryEncoding.Encode(Entry, "w1", 1, AuditEntryEncoding.Genesis)], Cancel);
        }

        await using var audit = new GroupCommitAuditLog(logs, "w1");
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await audit.AppendAsync(Entry, Cancel))).Message
            .ShouldContain("w1");
    }

    [Fact]
    public async Task Refuses_AnEntryThatIsTooLarge_AndServesTheOthers()
    {
        var logs = new InMemoryAppendLogs();
        await using var audit = new GroupCommitAuditLog(logs, "w1");
        var large = audit.AppendAsync(Entry with { Actor = new string('a', 70_000) }, Cancel).AsTask();
        var small = audit.AppendAsync(Entry, Cancel).AsTask();
        await Should.ThrowAsync<ArgumentException>(large);
        (await small).Sequence.ShouldBe(0);
    }

    [Fact]
    public async Task Refuses_AfterItWasClosed()
    {
        var audit = new GroupCommitAuditLog(new InMemoryAppendLogs(), "w1");
        await audit.DisposeAsync();
        await Should.ThrowAsync<StoreUnavailableException>(async () => await audit.AppendAsync(Entry, Cancel));
    }

    internal static async Task<List<ReadEntry>> ReadAsync(IAppendLogs logs, string writer)
    {
        var read = new List<ReadEntry>();
        await foreach (var entry in AuditReader.ReadAsync(writer, logs.ReadAsync(writer, Cancel), Cancel))
        {
            read.Add(entry);
        }

        return read;
    }
}
