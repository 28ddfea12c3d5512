using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Core.Tests.Audit.Sequencing;

public sealed class SequencerTests
{
    private readonly LogHarness _bed = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Integrates_EveryWritersEntries_ByTime()
    {
        await _bed.AppendAsync("b", 3, second: 0);
        await _bed.AppendAsync("a", 2, second: 1);
        (await _bed.SequenceAsync()).ShouldBe(new SequencingResult(5, 5, []), new ResultComparer());
        (await _bed.EntriesAsync())
            .Select(static e => AuditEntryEncoding.Decode(e)!.Entry.Interaction)
            .ShouldBe(["b-0", "a-0", "b-1", "a-1", "b-2"]);
        (await _bed.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task Changes_NothingWithoutNewEntries()
    {
        await _bed.AppendAsync("a", 300);
        await _bed.SequenceAsync();
        var before = await _bed.ReadAsync(LogPaths.Checkpoint);
        (await _bed.SequenceAsync()).Added.ShouldBe(0);
        (await _bed.ReadAsync(LogPaths.Checkpoint)).ShouldBe(before);
    }

    [Fact]
    public async Task Keeps_AWritersOrder_WhenItsClockGoesBack()
    {
        await _bed.AppendAsync("a", 1, second: 100);
        await _bed.AppendAsync("a", 1, second: 5);
        await _bed.AppendAsync("b", 1, second: 50);
        (await _bed.SequenceAsync()).Faulty.ShouldBeEmpty();
        (await _bed.EntriesAsync()).Select(static e => AuditEntryEncoding.Decode(e)!.Entry.Interaction).ShouldBe(["b-0", "a-0", "a-1"]);
    }

    [Fact]
    public async Task Lays_TilesAsTheSpecificationSays()
    {
        await _bed.AppendAsync("a", 70_000);
        await _bed.SequenceAsync(batch: 7000);
        var files = await _bed.FilesAsync();
        files.Count(static f => TileAddress.Parse(f) is { Level: 0, IsFull: true }).ShouldBe(273);
        files.Count(static f => TileAddress.Parse(f) is { Level: TileAddress.Entries, IsFull: true }).ShouldBe(273);
        files.Where(static f => f.Contains(".p/70", StringComparison.Ordinal)).ShouldBeEmpty();
        files.ShouldContain("tile/0/273.p/112");
        files.ShouldContain("tile/entries/273.p/112");
        files.ShouldContain("tile/1/000");
        files.ShouldContain("tile/1/001.p/17");
        files.ShouldContain("tile/2/000.p/1");
        files.Count(static f => f.StartsWith("checkpoints/", StringComparison.Ordinal)).ShouldBe(10);
        var verified = await _bed.VerifyAsync();
        verified.Findings.ShouldBeEmpty();
        (verified.Entries, verified.Writers, verified.Checkpoints).ShouldBe((70_000, 1, 10));
    }

    [Fact]
    public async Task Proves_EveryEntryAndEveryPrefix_FromItsTiles()
    {
        await _bed.AppendAsync("a", 600);
        await _bed.SequenceAsync();
        var head = Checkpoint.Open(await _bed.ReadAsync(LogPaths.Checkpoint), LogHarness.Signer.Key, out _)!;
        var entries = await _bed.EntriesAsync();
        var tiles = new TileReader(_bed.Source, head.Size);
        var range = new CompactRange();
        for (var i = 0; i < entries.Count; i++)
        {
            MerkleProofs.IsConsistent(i, head.Size, range.Root(), head.Root, await tiles.ConsistencyAsync(i, Cancel)).ShouldBeTrue();
            var leaf = MerkleHash.Leaf(entries[i].Span);
            MerkleProofs.IsIncluded(i, head.Size, leaf, await tiles.InclusionAsync(i, Cancel), head.Root).ShouldBeTrue();
            range.Append(leaf);
        }
    }

    [Theory]
    [InlineData(WriterFault.Gap)]
    [InlineData(WriterFault.Repeat)]
    [InlineData(WriterFault.Fork)]
    [InlineData(WriterFault.OtherWriter)]
    [InlineData(WriterFault.Unreadable)]
    public async Task Alerts_AtABrokenChain_AndTakesNothingOfThatWriterFromThere(WriterFault fault)
    {
        await _bed.AppendAsync("good", 3);
        await _bed.AppendAsync("bad", 3);
        var third = await LastHashAsync("bad");
        var entry = LogHarness.Entry("x", 9);
        byte[] broken = fault switch
        {
            WriterFault.Gap => AuditEntryEncoding.Encode(entry, "bad", 4, third),
            WriterFault.Repeat => AuditEntryEncoding.Encode(entry, "bad", 2, third),
            WriterFault.Fork => AuditEntryEncoding.Encode(entry, "bad", 3, new string('1', 64)),
            WriterFault.OtherWriter => AuditEntryEncoding.Encode(entry, "good", 3, third),
            _ => "{}"u8.ToArray(),
        };
        await _bed.AppendAsync("bad", [broken, AuditEntryEncoding.Encode(entry, "bad", 3, third)]);
        for (var run = 0; run < 2; run++)
        {
            var result = await _bed.SequenceAsync();
            (result.Size, result.Faulty.ShouldHaveSingleItem()).ShouldBe((6, "bad"));
        }

        var alert = _bed.Alerts.Raised[0];
        (alert.Code, alert.Severity, alert.Tags["sequence"], alert.Tags["fault"])
            .ShouldBe((Sequencer.ChainAlert, AlertSeverity.Critical, "3", WireName.Of(fault)));
        (await _bed.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    [Theory]
    [InlineData(2, WriterFault.Cut)]
    [InlineData(3, WriterFault.Fork)]
    public async Task Alerts_WhenAnIntegratedWritersLogWasReplaced(int length, WriterFault fault)
    {
        await _bed.AppendAsync("a", 3);
        await _bed.SequenceAsync();
        var other = new LogHarness();
        await other.AppendAsync("a", length, second: 77);
        var sequencer = new Sequencer(
            other.Logs, new LogStores(_bed.Blobs, _bed.Blobs), LogHarness.Signer, _bed.Alerts, TimeProvider.System);
        var result = await sequencer.RunAsync(Cancel);
        (result.Size, result.Faulty.ShouldHaveSingleItem()).ShouldBe((3, "a"));
        _bed.Alerts.Raised[^1].Tags["fault"].ShouldBe(WireName.Of(fault));
    }

    [Fact]
    public async Task Refuses_ToSignOverADamagedLog()
    {
        await _bed.AppendAsync("a", 300);
        await _bed.SequenceAsync();
        foreach (var path in new[] { "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44", LogPaths.Checkpoint })
        {
            var whole = await _bed.ReadAsync(path);
            var broken = whole.ToArray();
            broken[^10] ^= 1;
            await _bed.PutAsync(path, broken);
            await _bed.AppendAsync("a", 1);
            await Should.ThrowAsync<StoreUnavailableException>(async () => await _bed.SequenceAsync());
            _bed.Alerts.Raised[^1].Code.ShouldBe(Sequencer.DamageAlert);
            await _bed.PutAsync(path, whole);
        }

        (await _bed.SequenceAsync()).Size.ShouldBe(304);
    }

    [Fact]
    public async Task Goes_OnWithoutItsOwnNotes_FromTheLogAlone()
    {
        await _bed.AppendAsync("a", 300);
        await _bed.SequenceAsync();
        await _bed.Blobs.DeleteAsync("sequencer/positions/300", Cancel);
        await _bed.AppendAsync("a", 5);
        (await _bed.SequenceAsync()).ShouldBe(new SequencingResult(305, 5, []), new ResultComparer());
        (await _bed.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task Takes_UpTheSameHistory_WhenTheNewestCheckpointWasSetBack()
    {
        await _bed.AppendAsync("a", 300);
        await _bed.SequenceAsync();
        var old = await _bed.ReadAsync(LogPaths.Checkpoint);
        await _bed.AppendAsync("b", 300);
        await _bed.SequenceAsync();
        var newest = await _bed.ReadAsync(LogPaths.Checkpoint);
        await _bed.PutAsync(LogPaths.Checkpoint, old);
        (await _bed.VerifyAsync()).IsIntact.ShouldBeFalse();
        await _bed.AppendAsync("0", 7);
        (await _bed.SequenceAsync()).Size.ShouldBe(607);
        var verified = await _bed.VerifyAsync(since: newest);
        verified.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Makes_OneLog_WhenTwoSequenceAtOnce()
    {
        for (var round = 0; round < 20; round++)
        {
            var bed = new LogHarness();
            await bed.AppendAsync("a", 400);
            await bed.AppendAsync("b", 400);
            await Task.WhenAll(
                Enumerable.Range(0, 3).Select(i => Task.Run(async () => await bed.Sequencer(batch: 97 + i).RunAsync(Cancel), Cancel)));
            (await bed.SequenceAsync()).Size.ShouldBe(800);
            (await bed.VerifyAsync()).Findings.ShouldBeEmpty();
            bed.Alerts.Raised.ShouldBeEmpty();
        }
    }

    /// <summary>A crash at every storage call, before and after it took effect; then a new process.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loses_Nothing_WhereverItDies(bool lostAnswer)
    {
        var calls = 0;
        for (var call = 1; ; call++)
        {
            var bed = new LogHarness();
            await bed.AppendAsync("a", 150);
            await bed.AppendAsync("b", 150);
            await bed.SequenceAsync(batch: 200);
            var kept = await bed.ReadAsync(LogPaths.Checkpoint);
            await bed.AppendAsync("a", 250, second: 1000);
            var plan = FaultPlan.At(call, lostAnswer);
            var died = false;
            try
            {
                await bed.Sequencer(new FaultingBlobStore(bed.Blobs, plan), batch: 120).RunAsync(Cancel);
            }
            catch (StoreUnavailableException)
            {
                died = true;
            }

            if (!died)
            {
                calls = plan.Calls;
                break;
            }

            // Between the crash and the next start a reader sees an intact log.
            (await bed.VerifyAsync(since: kept)).Findings.ShouldBeEmpty($"after the crash at call {call}");

            // Meanwhile others wrote, before in time: the order that was begun must hold.
            await bed.AppendAsync("0", 33, second: -50);
            (await bed.SequenceAsync(batch: 64)).Size.ShouldBe(583, $"call {call}");
            var verified = await bed.VerifyAsync(since: kept);
            verified.Findings.ShouldBeEmpty($"call {call}");
            verified.Entries.ShouldBe(583);
            bed.Alerts.Raised.ShouldBeEmpty($"call {call}");
        }

        calls.ShouldBeGreaterThan(40);
    }

    private async Task<string> LastHashAsync(string writer)
    {
        ReadOnlyMemory<byte> last = default;
        await foreach (var frame in _bed.Logs.ReadAsync(writer, Cancel))
        {
            last = frame;
        }

        return AuditEntryEncoding.Hash(last.Span);
    }

    private sealed class ResultComparer : IEqualityComparer<SequencingResult>
    {
        public bool Equals(SequencingResult? x, SequencingResult? y) =>
            (x!.Size, x.Added) == (y!.Size, y.Added) && x.Faulty.SequenceEqual(y.Faulty);

        public int GetHashCode(SequencingResult obj) => obj.Size.GetHashCode();
    }
}
