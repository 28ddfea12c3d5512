using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class FileAppendLogTests : AppendLogContract
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_directory.Path, "logs", "w1");

    private string FirstSegment => Path.Combine(Folder, "0000000000.log");

    public override ValueTask InitializeAsync()
    {
        Logs = new FileAppendLogs(_directory.Path);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_WholeGroups_WhereverTheFileIsCutOff()
    {
        var ends = await WriteGroupsAsync();
        var whole = await File.ReadAllBytesAsync(FirstSegment, Cancel);
        for (var length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FirstSegment, whole[..length], Cancel);
            var expected = Enumerable.Range(0, ends.Count(e => e <= length)).SelectMany(i => new[] { $"{i}-a", $"{i}-b" }).ToList();
            (await TextsAsync(Logs.ReadAsync("w1", Cancel))).ShouldBe(expected);
            await using var log = await Logs.OpenAsync("w1", Cancel);
            await log.AppendAsync(Frames("new"), Cancel);
            (await TextsAsync(log.ReadAsync(Cancel))).ShouldBe([.. expected, "new"]);
        }
    }

    [Fact]
    public async Task Tells_DamageInTheMiddle_FromATornEnd()
    {
        var ends = await WriteGroupsAsync();
        var whole = await File.ReadAllBytesAsync(FirstSegment, Cancel);
        for (var at = 0; at < whole.Length; at++)
        {
            var altered = whole.ToArray();
            altered[at] ^= 0x40;
            await File.WriteAllBytesAsync(FirstSegment, altered, Cancel);
            if (at < ends[^2])
            {
                var failure = await Should.ThrowAsync<StoreUnavailableException>(
                    async () => await (await Logs.OpenAsync("w1", Cancel)).DisposeAsync());
                failure.Message.ShouldContain(FirstSegment);
                await Should.ThrowAsync<StoreUnavailableException>(async () => await TextsAsync(Logs.ReadAsync("w1", Cancel)));
                (await File.ReadAllBytesAsync(FirstSegment, Cancel)).ShouldBe(altered);
            }
            else
            {
                await (await Logs.OpenAsync("w1", Cancel)).DisposeAsync();
                (await TextsAsync(Logs.ReadAsync("w1", Cancel))).Count.ShouldBe(2 * (ends.Count - 1));
                Directory.GetFiles(Folder, "*.torn-*").ShouldHaveSingleItem();
            }
        }
    }

    [Fact]
    public async Task Cuts_ATailOfZeros()
    {
        await WriteGroupsAsync();
        var before = await TextsAsync(Logs.ReadAsync("w1", Cancel));
        await File.AppendAllBytesAsync(FirstSegment, new byte[5000], Cancel);
        (await TextsAsync(Logs.ReadAsync("w1", Cancel))).ShouldBe(before);
        await (await Logs.OpenAsync("w1", Cancel)).DisposeAsync();
        (await TextsAsync(Logs.ReadAsync("w1", Cancel))).ShouldBe(before);
    }

    [Fact]
    public async Task Refuses_AGroupThatWasCopiedElsewhere()
    {
        var ends = await WriteGroupsAsync();
        var whole = await File.ReadAllBytesAsync(FirstSegment, Cancel);
        await File.WriteAllBytesAsync(FirstSegment, [.. whole, .. whole[ends[0]..ends[1]]], Cancel);
        (await TextsAsync(Logs.ReadAsync("w1", Cancel))).Count.ShouldBe(2 * ends.Count);
    }

    [Fact]
    public async Task Rolls_ToNewFiles_AndMissesNoneOfThem()
    {
        Logs = new FileAppendLogs(_directory.Path, segmentBytes: 200);
        var expected = Enumerable.Range(0, 50).Select(i => $"frame {i}").ToList();
        foreach (var chunk in expected.Chunk(7))
        {
            await using var log = await Logs.OpenAsync("w1", Cancel);
            foreach (var text in chunk)
            {
                await log.AppendAsync(Frames(text), Cancel);
            }
        }

        (await TextsAsync(Logs.ReadAsync("w1", Cancel))).ShouldBe(expected);
        var segments = Directory.GetFiles(Folder, "*.log").Order(StringComparer.Ordinal).ToList();
        segments.Count.ShouldBeGreaterThan(3);

        var cut = await File.ReadAllBytesAsync(segments[1], Cancel);
        await File.WriteAllBytesAsync(segments[1], cut[..^1], Cancel);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await TextsAsync(Logs.ReadAsync("w1", Cancel)));
        File.Delete(segments[1]);
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await Logs.OpenAsync("w1", Cancel))).Message
            .ShouldContain("0000000001.log");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await TextsAsync(Logs.ReadAsync("w1", Cancel)));
    }

    [Fact]
    public async Task Stops_AfterAFailedWrite_UntilOpenedAgain()
    {
        Logs = new FileAppendLogs(_directory.Path, segmentBytes: 100);
        var log = await Logs.OpenAsync("w1", Cancel);
        await log.AppendAsync(Frames(new string('a', 200)), Cancel);

        // The next append must roll, and cannot: the name is taken.
        var blocker = Path.Combine(Folder, "0000000001.log");
        Directory.CreateDirectory(blocker);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await log.AppendAsync(Frames("b"), Cancel));
        Directory.Delete(blocker);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await log.AppendAsync(Frames("c"), Cancel));
        await log.DisposeAsync();

        await using var again = await Logs.OpenAsync("w1", Cancel);
        await again.AppendAsync(Frames("d"), Cancel);
        (await TextsAsync(again.ReadAsync(Cancel))).ShouldBe([new string('a', 200), "d"]);
    }

    [Fact]
    public async Task Serves_AppendersAndReadersAtOnce()
    {
        await using var log = await Logs.OpenAsync("w1", Cancel);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                await log.AppendAsync(Frames($"{i}/{n}", "+"), Cancel);
                var seen = await TextsAsync(Logs.ReadAsync("w1", Cancel));
                seen.ShouldContain($"{i}/{n}");
                (seen.Count % 2).ShouldBe(0);
            }
        })));
        (await TextsAsync(log.ReadAsync(Cancel))).Count.ShouldBe(160);
    }

    /// <summary>The damage before the place shows that it is not read again; a reader without a place meets it.</summary>
    [Fact]
    public async Task ReadsOn_WithoutOpeningWhatItHasRead()
    {
        await WriteGroupsAsync();
        (await TextsAsync(Logs.ReadFromAsync("w1", 0, Cancel))).Count.ShouldBe(8);
        await using (var log = await Logs.OpenAsync("w1", Cancel))
        {
            await log.AppendAsync(Frames("new"), Cancel);
        }

        var bytes = await File.ReadAllBytesAsync(FirstSegment, Cancel);
        bytes[SegmentFormat.HeaderLength + SegmentFormat.GroupHeaderLength + 5] ^= 1;
        await File.WriteAllBytesAsync(FirstSegment, bytes, Cancel);

        (await TextsAsync(Logs.ReadFromAsync("w1", 7, Cancel))).ShouldBe(["3-b", "new"]);
        (await TextsAsync(Logs.ReadFromAsync("w1", 8, Cancel))).ShouldBe(["new"]);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await TextsAsync(
            new FileAppendLogs(_directory.Path).ReadFromAsync("w1", 8, Cancel)));
    }

    [Fact]
    public async Task ReadsFromTheStart_WhereTheLogWasPutBackInOtherGroups()
    {
        await WriteGroupsAsync();
        var all = await TextsAsync(Logs.ReadFromAsync("w1", 0, Cancel));
        Directory.Delete(Folder, recursive: true);
        await using (var log = await Logs.OpenAsync("w1", Cancel))
        {
            await log.AppendAsync(Frames([.. all, "new"]), Cancel);
        }

        (await TextsAsync(Logs.ReadFromAsync("w1", 7, Cancel))).ShouldBe(["3-b", "new"]);
    }

    /// <summary>Four groups of two frames; returns where each ends.</summary>
    private async Task<List<int>> WriteGroupsAsync()
    {
        var ends = new List<int>();
        await using var log = await Logs.OpenAsync("w1", Cancel);
        for (var i = 0; i < 4; i++)
        {
            await log.AppendAsync(Frames($"{i}-a", $"{i}-b"), Cancel);
            ends.Add((int)new FileInfo(FirstSegment).Length);
        }

        return ends;
    }
}
