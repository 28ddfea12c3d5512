using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Local.Tests.Stores;

/// <summary>The cost of a start after a crash, in bytes read of the crashed run's log: it does not grow with what was served
/// before.</summary>
public sealed class RestartCostTests
{
    private const int AMinute = 1_500;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task ARecovery_ReadsOn_WhateverWasServedBefore()
    {
        var (few, many) = (await RecoverAsync(minutes: 6, keeps: true), await RecoverAsync(minutes: 24, keeps: true));
        few.Open.ShouldBe(["open-at-the-end"]);
        many.Open.ShouldBe(["open-at-the-end"]);
        many.BytesRead.ShouldBeInRange(1, few.BytesRead * 3 / 2);
        var whole = await RecoverAsync(minutes: 24, keeps: false);
        whole.Open.ShouldBe(["open-at-the-end"]);
        whole.BytesRead.ShouldBeGreaterThan(many.BytesRead * 3, "what a start without a kept place reads");
    }

    /// <summary>An interaction that stays open holds the place back, and is found.</summary>
    [Fact]
    public async Task AnInteraction_ThatIsOpenSinceTheBeginning_IsClosed()
    {
        (await RecoverAsync(minutes: 6, keeps: true, opensAtStart: true)).Open.ShouldBe(["open-since-the-start", "open-at-the-end"]);
    }

    /// <summary>An opening entry that was refused may stand all the same: the place stays before it, and it is found.</summary>
    [Fact]
    public async Task AnEntry_ThatStandsAlthoughItWasRefused_IsFound()
    {
        var logs = new InMemoryAppendLogs();
        var settled = new SettledPlaces(new InMemoryDocumentStore(_clock), _clock);
        await using (var log = new GroupCommitAuditLog(
            new FaultingAppendLogs(logs, FaultPlan.At(3, lostAnswer: true)), "crashed",
            new GroupCommitOptions { FirstRetry = TimeSpan.FromMilliseconds(1) }))
        {
            await ServeAsync(log, "before");
            await Should.ThrowAsync<StoreUnavailableException>(
                async () => await log.AppendAsync(Entry(AuditKinds.InteractionOpened, "refused"), Cancel));
            for (var isServed = false; !isServed;)
            {
                try
                {
                    await ServeAsync(log, "after");
                    isServed = true;
                }
                catch (StoreUnavailableException)
                {
                    // It opens itself anew.
                }
            }

            for (var minute = 0; minute < 5; minute++)
            {
                await settled.KeepAsync(log, Cancel);
                _clock.Advance(TimeSpan.FromMinutes(1));
            }
        }

        var audit = new InMemoryAuditLog();
        await new OrphanRecovery(logs, audit, _clock, places: settled).RunAsync("next", Cancel);
        audit.Entries.Select(static entry => entry.Interaction).ShouldContain("refused");
    }

    /// <summary>The hints beside the log are believed by nobody: other ones cost reading, and what is found is the same.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n")]
    [InlineData("7 0 16 .\n")]
    [InlineData("3000 0 17 .\n")]
    [InlineData("1 5 16 .\n")]
    public async Task Hints_AreChecked(string places) =>
        (await RecoverAsync(minutes: 6, keeps: true, places: places)).Open.ShouldBe(["open-at-the-end"]);

    private async Task<(List<string> Open, long BytesRead)> RecoverAsync(
        int minutes, bool keeps, bool opensAtStart = false, string? places = null)
    {
        using var folder = new TemporaryDirectory();
        var logs = new FileAppendLogs(folder.Path, segmentBytes: 4 << 20);
        var settled = new SettledPlaces(new InMemoryDocumentStore(_clock), _clock);
        await using (var log = new GroupCommitAuditLog(logs, "crashed"))
        {
            if (opensAtStart)
            {
                await log.AppendAsync(Entry(AuditKinds.InteractionOpened, "open-since-the-start"), Cancel);
            }

            long read = 0;
            for (var minute = 0; minute < minutes; minute++)
            {
                for (var i = 0; i < AMinute; i += 250)
                {
                    await Task.WhenAll(Enumerable.Range(i, 250).Select(number => ServeAsync(log, $"{minute}-{number}")));

                    // As the sequencer reads on.
                    await foreach (var frame in logs.ReadFromAsync("crashed", read, Cancel))
                    {
                        read++;
                    }
                }

                if (keeps)
                {
                    await settled.KeepAsync(log, Cancel);
                }

                _clock.Advance(TimeSpan.FromMinutes(1));
            }

            await log.AppendAsync(Entry(AuditKinds.InteractionOpened, "open-at-the-end"), Cancel);
        }

        if (places is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "logs", "crashed", ReadingPlaces.FileName), places, Cancel);
        }

        var again = new FileAppendLogs(folder.Path, segmentBytes: 4 << 20);
        var audit = new InMemoryAuditLog();
        await new OrphanRecovery(again, audit, _clock, places: settled).RunAsync("next", Cancel);
        return ([.. audit.Entries.Select(static entry => entry.Interaction!)], again.BytesRead);
    }

    private async Task ServeAsync(GroupCommitAuditLog log, string id)
    {
        await log.AppendAsync(Entry(AuditKinds.InteractionOpened, id), Cancel);
        await log.AppendAsync(Entry(AuditKinds.InteractionClosed, id), Cancel);
    }

    private AuditEntry Entry(string kind, string interaction) => new()
    {
        Kind = kind,
        Interaction = interaction,
        Application = "app",
        Tier = "tier",
        Actor = "key:demo",
        Time = _clock.GetUtcNow(),
        Facts = new Dictionary<string, string> { ["filler"] = new('x', 200) },
    };
}
