using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Audit;

public sealed class OrphanRecoveryTests
{
    private readonly InMemoryAppendLogs _logs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closes_OnlyWhatACrashedInstanceLeftOpen()
    {
        await LiveAsync("w1", open: ["i1", "i2", "i3"], close: ["i2"]);
        var (result, receipts) = await RecoverAsync(_logs, "w3");
        (result.Interrupted, result.Sealed).ShouldBe((2, 1));
        receipts.Select(e => e.Interaction).ShouldBe(["i1", "i3"]);
        receipts.ShouldAllBe(e => e.Actor == "guard" && e.Application == "app" && e.Tier == "tier" && e.Facts["writer"] == "w1");
    }

    [Fact]
    public async Task Leaves_ARunningInstanceAlone()
    {
        await using var running = new GroupCommitAuditLog(_logs, "w1");
        await running.AppendAsync(Entry(AuditKinds.InteractionOpened, "i1"), Cancel);
        (await RecoverAsync(_logs, "w2")).Result.Interrupted.ShouldBe(0);
        await running.AppendAsync(Entry(AuditKinds.InteractionClosed, "i1"), Cancel);
    }

    [Fact]
    public async Task Changes_NothingTheSecondTime()
    {
        await LiveAsync("w1", open: ["i1"], close: []);
        (await RecoverAsync(_logs, "w2")).Result.Interrupted.ShouldBe(1);
        (await RecoverAsync(_logs, "w3")).Result.Interrupted.ShouldBe(0);
        (await RecoverAsync(_logs, "w4")).Result.Interrupted.ShouldBe(0);
        (await InterruptedAsync()).ShouldBe(["i1"]);
    }

    /// <summary>
    /// A crash between a closing entry and its content: an entry says so, once, of those of the log's end alone, and of none that has
    /// expired.
    /// </summary>
    [Fact]
    public async Task Tells_WhatContentTheCrashLost()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using (var log = new GroupCommitAuditLog(_logs, "w1"))
        {
            foreach (var (id, minutes, until) in ((string, int, string?)[])[
                ("long-ago", 0, "2030-01-01T00:00:00Z"), ("kept", 10, "2030-01-01T00:00:00Z"), ("lost", 10, "2030-01-01T00:00:00Z"),
                ("expired", 11, "2026-01-01T00:00:00Z"), ("unsealed", 11, null)])
            {
                var facts = until is null ? new Dictionary<string, string>() : new() { ["content.until"] = until };
                await log.AppendAsync(Entry(AuditKinds.InteractionOpened, id) with { Time = start.AddMinutes(minutes) }, Cancel);
                await log.AppendAsync(
                    Entry(AuditKinds.InteractionClosed, id) with { Time = start.AddMinutes(minutes), Facts = facts }, Cancel);
            }
        }

        var content = new KeptContent("kept");
        for (var run = 2; run < 4; run++)
        {
            // The first dies before it seals: the second finds its entry.
            var plan = new FaultPlan(call => run == 2 && call == 1);
            await using var audit = new GroupCommitAuditLog(_logs, "w" + run);
            var recovery = new OrphanRecovery(
                new FaultingAppendLogs(_logs, plan), audit, new FakeTimeProvider(start.AddHours(1)), content);
            await audit.AppendAsync(Entry(AuditKinds.HostStarted, null!), Cancel);
            try
            {
                await recovery.RunAsync("w" + run, Cancel);
            }
            catch (StoreUnavailableException)
            {
                // The crash under test.
            }
        }

        content.Asked.ShouldAllBe(static id => id != "long-ago" && id != "unsealed");
        var lost = new List<string>();
        foreach (var writer in await _logs.ListAsync(Cancel))
        {
            await foreach (var frame in _logs.ReadAsync(writer.Name, Cancel))
            {
                if (AuditEntryEncoding.Decode(frame)!.Entry is { Kind: AuditKinds.ContentLost } entry)
                {
                    lost.Add(entry.Interaction!);
                }
            }
        }

        lost.ShouldBe(["lost"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closes_EachOrphanOnce_WhereverARecoveryFails(bool lostAnswer)
    {
        for (var call = 1; call <= 7; call++)
        {
            var logs = new InMemoryAppendLogs();
            await LiveAsync("w1", open: ["i1", "i2"], close: [], logs);
            await LiveAsync("w2", open: ["i3"], close: [], logs);
            var plan = FaultPlan.At(call, lostAnswer);
            try
            {
                await RecoverAsync(new FaultingAppendLogs(logs, plan), "w3");
            }
            catch (StoreUnavailableException)
            {
                // The crash under test.
            }

            await RecoverAsync(logs, "w4");
            (await InterruptedAsync(logs)).ShouldBe(["i1", "i2", "i3"], $"call {call}");
            (await logs.ListAsync(Cancel)).Where(w => w.Name is "w1" or "w2").ShouldAllBe(w => w.State == WriterState.Sealed);
        }
    }

    [Fact]
    public async Task Divides_TheWork_WhenTwoRecoverAtOnce()
    {
        for (var i = 0; i < 10; i++)
        {
            await LiveAsync($"w{i}", open: [$"a{i}", $"b{i}"], close: [$"a{i}"]);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => RecoverAsync(_logs, $"x{i}"))));
        await RecoverAsync(_logs, "y");
        (await InterruptedAsync()).ShouldBe(Enumerable.Range(0, 10).Select(i => $"b{i}"));
    }

    [Fact]
    public async Task Reports_ABrokenChain_AndLeavesItUnsealed()
    {
        await using (var log = await _logs.OpenAsync("w1", Cancel))
        {
            await log.AppendAsync(
                [AuditEntryEncoding.Encode(Entry(AuditKinds.InteractionOpened, "i1"), "w1", 5, AuditEntryEncoding.Genesis)], Cancel);
        }

        var (result, entries) = await RecoverAsync(_logs, "w2");
        result.Damaged.ShouldBe(["w1"]);
        entries.ShouldHaveSingleItem().Interaction.ShouldBe("i1");
        (await _logs.ListAsync(Cancel)).ShouldContain(new LogWriter("w1", WriterState.Stopped));
    }

    private static AuditEntry Entry(string kind, string interaction) => new()
    {
        Kind = kind,
        Interaction = interaction,
        Application = "app",
        Tier = "tier",
        Actor = "key:demo",
        Time = DateTimeOffset.UnixEpoch,
    };

    private static async Task<(RecoveryResult Result, List<AuditEntry> Entries)> RecoverAsync(IAppendLogs logs, string writer)
    {
        RecoveryResult result;
        await using (var audit = new GroupCommitAuditLog(logs, writer))
        {
            await audit.AppendAsync(Entry(AuditKinds.HostStarted, "none"), Cancel);
            result = await new OrphanRecovery(logs, audit, TimeProvider.System).RunAsync(writer, Cancel);
        }

        var read = await GroupCommitAuditLogTests.ReadAsync(logs, writer);
        return (result, [.. read.Skip(1).Select(r => r.Entry!.Entry)]);
    }

    private async Task LiveAsync(string writer, string[] open, string[] close, InMemoryAppendLogs? logs = null)
    {
        await using var audit = new GroupCommitAuditLog(logs ?? _logs, writer);
        foreach (var id in open)
        {
            await audit.AppendAsync(Entry(AuditKinds.InteractionOpened, id), Cancel);
        }

        foreach (var id in close)
        {
            await audit.AppendAsync(Entry(AuditKinds.InteractionClosed, id), Cancel);
        }
    }

    private async Task<List<string>> InterruptedAsync(InMemoryAppendLogs? logs = null)
    {
        var interrupted = new List<string>();
        foreach (var writer in await (logs ?? _logs).ListAsync(Cancel))
        {
            var read = await GroupCommitAuditLogTests.ReadAsync(logs ?? _logs, writer.Name);
            interrupted.AddRange(
                read.Where(r => r.Entry!.Entry.Kind == AuditKinds.InteractionInterrupted).Select(r => r.Entry!.Entry.Interaction!));
        }

        return [.. interrupted.Order(StringComparer.Ordinal)];
    }

    private sealed class KeptContent(string kept) : IKeptContent
    {
        public List<string> Asked { get; } = [];

        public ValueTask<IReadOnlySet<string>> MissingAsync(IReadOnlyCollection<string> interactions, CancellationToken cancellationToken)
        {
            Asked.AddRange(interactions);
            return new(interactions.Where(id => id != kept).ToHashSet(StringComparer.Ordinal));
        }
    }
}
