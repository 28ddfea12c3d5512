using System.Globalization;
using CsCheck;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Audit.Verification;

/// <summary>The changes that an intruder can make to a log, with and without its key, and their detection by the verifier.</summary>
public sealed class TamperTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task Sees_EveryFlippedByteOfEveryFile()
    {
        var bed = await SmallAsync();
        var count = 0;
        foreach (var path in await bed.FilesAsync())
        {
            var bytes = await bed.ReadAsync(path);
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] ^= (byte)(1 << (i % 8));
                await bed.PutAsync(path, bytes);
                (await bed.VerifyAsync()).IsIntact.ShouldBeFalse($"{path}, byte {i}");
                bytes[i] ^= (byte)(1 << (i % 8));
                count++;
            }

            await bed.PutAsync(path, bytes);
        }

        count.ShouldBeGreaterThan(3000);
        (await bed.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    /// <summary>The same in files that the tree no longer needs and in full tiles; one byte of every hundred.</summary>
    [Fact]
    public async Task Sees_FlippedBytes_InFullTiles()
    {
        var bed = new LogHarness();
        await bed.AppendAsync("a", 300);
        await bed.SequenceAsync(batch: 150);
        foreach (var path in await bed.FilesAsync())
        {
            var bytes = await bed.ReadAsync(path);
            for (var i = 0; i < bytes.Length; i += 797)
            {
                bytes[i] ^= 1;
                await bed.PutAsync(path, bytes);
                (await bed.VerifyAsync()).IsIntact.ShouldBeFalse($"{path}, byte {i}");
                bytes[i] ^= 1;
            }

            await bed.PutAsync(path, bytes);
        }
    }

    [Fact]
    public async Task Sees_EveryMissingFile()
    {
        var bed = await SmallAsync();
        foreach (var path in (await bed.FilesAsync()).Where(static p => !p.StartsWith(LogPaths.Checkpoints, StringComparison.Ordinal)
            && p.Contains("12", StringComparison.Ordinal)).Append(LogPaths.Checkpoint))
        {
            var bytes = await bed.ReadAsync(path);
            await bed.Blobs.DeleteAsync(LogStores.Prefix + path, Cancel);
            (await bed.VerifyAsync()).IsIntact.ShouldBeFalse(path);
            await bed.PutAsync(path, bytes);
        }
    }

    /// <summary>By someone with write access who also repairs the tiles, but has not the key.</summary>
    [Theory]
    [InlineData("delete")]
    [InlineData("swap")]
    [InlineData("duplicate")]
    [InlineData("insert")]
    [InlineData("edit")]
    public async Task Sees_EveryChangedEntry_EvenWithMendedTiles(string change)
    {
        for (var i = 0; i < 12; i++)
        {
            var bed = await SmallAsync();
            var entries = Changed(await bed.EntriesAsync(), change, i);
            var note = await bed.ReadAsync(LogPaths.Checkpoint);
            await RewriteAsync(bed, entries, LogHarness.Signer, sign: false);
            await bed.PutAsync(LogPaths.Checkpoint, note);
            (await bed.VerifyAsync()).IsIntact.ShouldBeFalse($"{change} {i}");
        }
    }

    /// <summary>By someone with the log's key, who rewrites everything and signs it: the writers' chains still tell.</summary>
    [Theory]
    [InlineData("delete", 11)]
    [InlineData("swap", 12)]
    [InlineData("duplicate", 12)]
    [InlineData("insert", 11)]
    [InlineData("edit", 11)]
    public async Task Sees_EveryChangedEntry_EvenSignedAgain(string change, int positions)
    {
        for (var i = 0; i < positions; i++)
        {
            var bed = await SmallAsync(writers: 1);
            await RewriteAsync(bed, Changed(await bed.EntriesAsync(), change, i), LogHarness.Signer, sign: true);
            (await bed.VerifyAsync()).IsIntact.ShouldBeFalse($"{change} {i}");
        }
    }

    [Fact]
    public async Task Sees_ACut_AgainstAKeptCheckpoint()
    {
        var bed = await SmallAsync();
        var kept = await bed.ReadAsync(LogPaths.Checkpoint);
        for (var length = 1; length < 12; length++)
        {
            await RewriteAsync(bed, [.. (await bed.EntriesAsync()).Take(12 - length)], LogHarness.Signer, sign: true);
            (await bed.VerifyAsync()).IsIntact.ShouldBeTrue("a cut that is signed shows nothing by itself");
            (await bed.VerifyAsync(since: kept)).Findings
                .ShouldHaveSingleItem()
                .ShouldBe(new LogFinding(LogFault.Truncated, "kept checkpoint"));
            bed = await SmallAsync();
        }
    }

    [Fact]
    public async Task Sees_ACut_AgainstThePublishedCheckpoints()
    {
        var bed = await SmallAsync();
        var half = await bed.ReadAsync(LogPaths.CheckpointOf(6));
        await bed.PutAsync(LogPaths.Checkpoint, half);
        (await bed.VerifyAsync()).Findings.ShouldContain(new LogFinding(LogFault.Truncated, "checkpoints/12"));
    }

    [Fact]
    public async Task Sees_AFork_AgainstAKeptCheckpoint()
    {
        var (left, right) = (await SmallAsync(), await SmallAsync(second: 5));
        (await left.VerifyAsync()).IsIntact.ShouldBeTrue();
        (await right.VerifyAsync()).IsIntact.ShouldBeTrue();
        (await right.VerifyAsync(since: await left.ReadAsync(LogPaths.Checkpoint))).Findings
            .ShouldBe([new LogFinding(LogFault.Fork, "kept checkpoint")]);
    }

    [Fact]
    public async Task Sees_AFullRewrite_AgainstTheWitness()
    {
        var bed = new LogHarness();
        var saved = new List<byte[]>();
        var witness = new Witness(LogHarness.WitnessSigner, LogHarness.Signer.Key, TimeProvider.System, null, (note, _) =>
        {
            saved.Add(note.ToArray());
            return default;
        });
        await bed.AppendAsync("a", 6);
        await bed.SequenceAsync(witness: witness);
        await bed.AppendAsync("a", 300);
        await bed.SequenceAsync(witness: witness);
        var honest = await bed.VerifyAsync(witness: LogHarness.WitnessSigner.Key);
        honest.Findings.ShouldBeEmpty();
        honest.Witnessed.ShouldBe(306);

        // The keeper makes another log, of the same length, with its own key; everything else in it is right.
        var other = new LogHarness();
        await other.AppendAsync("a", 306, second: 9);
        await other.SequenceAsync(witness: witness);
        (await other.VerifyAsync()).IsIntact.ShouldBeTrue();
        (await other.VerifyAsync(witness: LogHarness.WitnessSigner.Key)).Findings
            .ShouldBe([new LogFinding(LogFault.Unwitnessed, LogPaths.Checkpoint)]);
        other.Alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe(Sequencer.WitnessAlert);
        saved.Count.ShouldBe(2);

        // It takes the witnessed checkpoint over: that one names another tree.
        await other.PutAsync(LogPaths.CheckpointOf(6), await bed.ReadAsync(LogPaths.CheckpointOf(6)));
        (await other.VerifyAsync(witness: LogHarness.WitnessSigner.Key)).Findings
            .ShouldBe([new LogFinding(LogFault.Fork, "checkpoints/6")]);

        // And the witness, started anew from what it saved, still refuses.
        var again = new Witness(
            LogHarness.WitnessSigner, LogHarness.Signer.Key, TimeProvider.System, saved[^1],
            (_, _) => throw new InvalidOperationException("nothing to save"));
        var text = new Checkpoint(LogHarness.Signer.Key.Name, 307, MerkleHash.Leaf("x"u8)).ToString();
        (await again.SubmitAsync(new SignedNote(text, [LogHarness.Signer.Sign(text)]), 306, [MerkleHash.Leaf("y"u8)], Cancel)).Verdict
            .ShouldBe(WitnessVerdict.Inconsistent);
    }

    [Fact]
    public async Task Sees_AnotherKey_AndAnotherOrigin()
    {
        var bed = await SmallAsync();
        (await bed.VerifyAsync(log: new NoteSigner(LogHarness.Signer.Key.Name, new byte[32]).Key)).Findings
            .ShouldContain(new LogFinding(LogFault.Checkpoint, LogPaths.Checkpoint));
        var text = new Checkpoint("other.example", 0, MerkleHash.EmptyTree).ToString();
        await bed.PutAsync(LogPaths.Checkpoint, new SignedNote(text, [LogHarness.Signer.Sign(text)]).ToBytes());
        (await bed.VerifyAsync()).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public async Task Sees_FilesThatAreNoPartOfALog()
    {
        var bed = await SmallAsync();
        await bed.PutAsync("tile/9/000", [1]);
        (await bed.VerifyAsync()).Findings.ShouldBe([new LogFinding(LogFault.Unexpected, "tile/9/000")]);
    }

    /// <summary>No false alarm: any number of writers, runs, batch lengths and crashes.</summary>
    [Fact]
    public async Task Raises_NoAlarm_OnHonestHistories()
    {
        var steps = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 90], Gen.Int[0, 500], Gen.Int[1, 300], Gen.Bool);
        await steps.Array[1, 8].SampleAsync(
            async history =>
            {
                var bed = new LogHarness();
                ReadOnlyMemory<byte>? kept = null;
                foreach (var (writer, count, second, batch, run) in history)
                {
                    await bed.AppendAsync(string.Create(CultureInfo.InvariantCulture, $"w{writer}"), count, second);
                    if (run)
                    {
                        await bed.SequenceAsync(batch);
                        (await bed.VerifyAsync(since: kept)).Findings.ShouldBeEmpty();
                        kept = await bed.ReadAsync(LogPaths.Checkpoint);
                    }
                }

                var total = history.Sum(static s => s.Item2);
                (await bed.SequenceAsync()).Size.ShouldBe(total);
                var verified = await bed.VerifyAsync(since: kept);
                verified.Findings.ShouldBeEmpty();
                verified.Entries.ShouldBe(total);
                bed.Alerts.Raised.ShouldBeEmpty();
            },
            iter: TestRun.Schedules(1000));
    }

    private static List<ReadOnlyMemory<byte>> Changed(List<ReadOnlyMemory<byte>> entries, string change, int i)
    {
        switch (change)
        {
            case "delete":
                entries.RemoveAt(i);
                break;
            case "swap":
                (entries[i], entries[(i + 1) % 12]) = (entries[(i + 1) % 12], entries[i]);
                break;
            case "duplicate":
                entries.Insert(i, entries[i]);
                break;
            case "insert":
                entries.Insert(i, "{\"previous\":\"00\",\"sequence\":1,\"writer\":\"w\"}"u8.ToArray());
                break;
            default:
                var bytes = entries[i].ToArray();
                bytes[12] ^= 1;
                entries[i] = bytes;
                break;
        }

        return entries;
    }

    private static async Task<LogHarness> SmallAsync(int writers = 2, int second = 0)
    {
        var bed = new LogHarness();
        for (var run = 0; run < 2; run++)
        {
            for (var writer = 0; writer < writers; writer++)
            {
                await bed.AppendAsync($"w{writer}", 6 / writers, second + (run * 10));
            }

            await bed.SequenceAsync();
        }

        return bed;
    }

    /// <summary>Replaces the whole log by one with these entries, as its keeper could; the published checkpoints are gone.</summary>
    private static async Task RewriteAsync(LogHarness bed, List<ReadOnlyMemory<byte>> entries, NoteSigner signer, bool sign)
    {
        foreach (var path in await bed.FilesAsync())
        {
            await bed.Blobs.DeleteAsync(LogStores.Prefix + path, Cancel);
        }

        var range = new CompactRange();
        var leaves = entries.Select(static e => MerkleHash.Leaf(e.Span)).ToList();
        leaves.ForEach(range.Append);
        var width = entries.Count;
        await bed.PutAsync(new TileAddress(TileAddress.Entries, 0, width).ToString(), EntryBundle.Encode(entries));
        await bed.PutAsync(new TileAddress(0, 0, width).ToString(), HashTile.Encode(leaves));
        if (sign)
        {
            var text = new Checkpoint(signer.Key.Name, width, range.Root()).ToString();
            await bed.PutAsync(LogPaths.Checkpoint, new SignedNote(text, [signer.Sign(text)]).ToBytes());
        }
    }
}
