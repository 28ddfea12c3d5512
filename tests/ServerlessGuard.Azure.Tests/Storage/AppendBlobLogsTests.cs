using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class AppendBlobLogsContractTests(AzuriteServer azurite) : AppendLogContract
{
    public override ValueTask InitializeAsync()
    {
        Logs = new AppendBlobLogs(
            AzuriteStores.Clients(azurite), "l" + Guid.NewGuid().ToString("N"), [], new SystemEntropy(TimeProvider.System),
            TimeProvider.System);
        return ValueTask.CompletedTask;
    }
}

/// <summary>An emulator of its own: these tests move its clock.</summary>
public sealed class AppendBlobLogsTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private static readonly SystemEntropy Entropy = new(TimeProvider.System);

    private readonly string _container = "l" + Guid.NewGuid().ToString("N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// A host that hangs is taken for dead; when it comes back, it appends no more, and nothing that it was told is durable is gone.
    /// </summary>
    [Fact]
    public async Task Gives_ASilentWritersLogToAnother_AndTheSilentOneAppendsNoMore()
    {
        await using var silent = await Logs(Frozen()).OpenAsync("w1", Cancel);
        await silent.AppendAsync(Frames("a"), Cancel);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Logs().OpenAsync("w1", Cancel));
        await azurite.AdvanceAsync(LogTail.StaleAfter, Cancel);
        (await Logs().ListAsync(Cancel)).ShouldBe([new LogWriter("w1", WriterState.Stopped)]);
        await using (var other = await Logs().OpenAsync("w1", Cancel))
        {
            await Should.ThrowAsync<StoreUnavailableException>(async () => await silent.AppendAsync(Frames("b"), Cancel));
            await other.AppendAsync(Frames("c"), Cancel);
        }

        await Should.ThrowAsync<StoreUnavailableException>(async () => await silent.AppendAsync(Frames("d"), Cancel));
        (await TextsAsync(Logs().ReadAsync("w1", Cancel))).ShouldBe(["a", "c"]);
    }

    /// <summary>The service's clock alone decides which writer runs.</summary>
    [Theory]
    [InlineData(-86_400)]
    [InlineData(86_400)]
    public async Task Leaves_ALivingWritersLogAlone_WhateverTheOwnClockSays(int skew)
    {
        await using var log = await Logs().OpenAsync("w1", Cancel);
        var skewed = Logs(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(skew)));
        (await skewed.ListAsync(Cancel)).ShouldBe([new LogWriter("w1", WriterState.Running)]);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await skewed.OpenAsync("w1", Cancel));
    }

    [Fact]
    public async Task Beats_WhileItHasNothingToSay()
    {
        var clock = Frozen();
        await using var log = await Logs(clock).OpenAsync("w1", Cancel);
        for (var quarter = 0; quarter < 8; quarter++)
        {
            var before = await LengthAsync();
            await azurite.AdvanceAsync(LogTail.StaleAfter / 4, Cancel);
            clock.Advance(LogTail.StaleAfter / 4);
            if (quarter > 0)
            {
                while (await LengthAsync() == before)
                {
                    await Task.Yield();
                }
            }
        }

        (await Logs().ListAsync(Cancel)).ShouldBe([new LogWriter("w1", WriterState.Running)]);
        (await TextsAsync(Logs().ReadAsync("w1", Cancel))).ShouldBeEmpty();

        async Task<long> LengthAsync() => (await Segments().TailAsync("w1", 1, Cancel)).Length;
    }

    [Fact]
    public async Task Gives_AStoppedLogToOneOfMany()
    {
        await (await Logs().OpenAsync("w1", Cancel)).DisposeAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await Logs().OpenAsync("w1", Cancel);
            }
            catch (StoreUnavailableException)
            {
                return null;
            }
        })));
        await using var winner = opened.Where(static o => o is not null).ShouldHaveSingleItem()!;
        await winner.AppendAsync(Frames("a"), Cancel);
    }

    [Fact]
    public async Task Appends_Once_WhenOnlyTheAnswerWasLost()
    {
        await using (await Logs().OpenAsync("other", Cancel))
        {
            var network = LostResponses.EverySecond(global::Azure.Core.RequestMethod.Put);
            var logs = new AppendBlobLogs(AzuriteStores.Clients(azurite, network.Policy), _container, [], Entropy, Frozen());
            await using (var log = await logs.OpenAsync("w1", Cancel))
            {
                for (var i = 0; i < 10; i++)
                {
                    await log.AppendAsync(Frames($"{i}"), Cancel);
                }

                await logs.SealAsync("w1", Cancel);
            }

            network.Lost.ShouldBeGreaterThan(5);
            (await TextsAsync(Logs().ReadAsync("w1", Cancel))).ShouldBe(Enumerable.Range(0, 10).Select(static i => $"{i}"));
        }
    }

    [Fact]
    public async Task GoesOn_InNewSegments_AndReadsFromAnywhere()
    {
        var limits = new AppendLogLimits { SegmentBlocks = 4 };
        var logs = Logs(limits: limits);
        for (var opening = 0; opening < 3; opening++)
        {
            await using var log = await logs.OpenAsync("w1", Cancel);
            for (var i = 0; i < 5; i++)
            {
                await log.AppendAsync(Frames($"{opening}-{i}a", $"{opening}-{i}b"), Cancel);
            }
        }

        var all = Enumerable.Range(0, 3)
            .SelectMany(static o => Enumerable.Range(0, 5).SelectMany(i => (string[])[$"{o}-{i}a", $"{o}-{i}b"]))
            .ToList();
        (await Segments().CountAsync("w1", Cancel)).ShouldBeGreaterThan(5);
        var reader = Logs();
        foreach (var from in (int[])[0, 29, 3, 30, 15, 31, 1])
        {
            (await TextsAsync(reader.ReadFromAsync("w1", from, Cancel))).ShouldBe(all.Skip(from));
        }

        await using var more = await logs.OpenAsync("w1", Cancel);
        await more.AppendAsync(Frames("last"), Cancel);
        (await TextsAsync(reader.ReadFromAsync("w1", 30, Cancel))).ShouldBe(["last"]);
    }

    /// <summary>As the sequencer reads: the last frame that it has, and what follows.</summary>
    [Fact]
    public async Task ReadsOn_WithoutAskingForSegmentsThatItHasRead()
    {
        await using var log = await Logs(limits: new AppendLogLimits { SegmentBlocks = 4 }).OpenAsync("w1", Cancel);
        for (var i = 0; i < 10; i++)
        {
            await log.AppendAsync(Frames($"{i}"), Cancel);
        }

        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var network = new LostResponses(request =>
        {
            asked.Enqueue(request.Uri.Path);
            return false;
        });
        var reader = new AppendBlobLogs(AzuriteStores.Clients(azurite, network.Policy), _container, [], Entropy, TimeProvider.System);
        (await TextsAsync(reader.ReadFromAsync("w1", 0, Cancel))).Count.ShouldBe(10);
        asked.ShouldContain(static path => path.EndsWith("/000000", StringComparison.Ordinal));
        asked.Clear();

        (await TextsAsync(reader.ReadFromAsync("w1", 9, Cancel))).ShouldBe(["9"]);

        asked.ShouldNotBeEmpty();
        asked.ShouldNotContain(static path => path.EndsWith("/000000", StringComparison.Ordinal));
    }

    /// <summary>The host died after it had left a segment and before it had the next.</summary>
    [Fact]
    public async Task GoesOn_WhereAHostDiedBetweenTwoSegments()
    {
        var limits = new AppendLogLimits { SegmentBlocks = 2 };
        var network = new LostResponses(static request => request.Uri.Path.EndsWith("/000001", StringComparison.Ordinal));
        var breaking = new AppendBlobLogs(AzuriteStores.Clients(azurite, options =>
        {
            network.Policy(options);
            options.Retry.MaxRetries = 0;
        }), _container, [], Entropy, Frozen(), limits);
        await using (var log = await breaking.OpenAsync("w1", Cancel))
        {
            await log.AppendAsync(Frames("a"), Cancel);
            await Should.ThrowAsync<StoreUnavailableException>(async () => await log.AppendAsync(Frames("b"), Cancel));
        }

        await azurite.AdvanceAsync(LogTail.StaleAfter, Cancel);
        await using var next = await Logs(limits: limits).OpenAsync("w1", Cancel);
        await next.AppendAsync(Frames("c"), Cancel);
        (await TextsAsync(Logs().ReadAsync("w1", Cancel))).ShouldBe(["a", "c"]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(41)]
    [InlineData(60)]
    public async Task Reports_AnAlteredLog(int at)
    {
        await using (var log = await Logs().OpenAsync("w1", Cancel))
        {
            await log.AppendAsync(Frames("an entry", "another"), Cancel);
        }

        // Only somebody with more rights than any duty has can do this.
        var blob = await Segments().BlobAsync("w1", 0);
        var bytes = (await blob.DownloadContentAsync(Cancel)).Value.Content.ToArray();
        bytes[at] ^= 1;
        await blob.DeleteAsync(cancellationToken: Cancel);
        await blob.CreateAsync(cancellationToken: Cancel);
        using var altered = new MemoryStream(bytes);
        await blob.AppendBlockAsync(altered, cancellationToken: Cancel);
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await TextsAsync(Logs().ReadAsync("w1", Cancel)))).Message
            .ShouldContain("damaged");
    }

    [Fact]
    public async Task TakesNoFrameForTheEndOfALog()
    {
        var seal = LogBlock.Write(LogBlockKind.Seal, Guid.Empty, 0, LogBlock.HeaderLength + LogBlock.HeaderLength + 4, [], 0, 0);
        await using var log = await Logs().OpenAsync("w1", Cancel);
        await log.AppendAsync([seal], Cancel);
        (await Logs().ListAsync(Cancel)).ShouldBe([new LogWriter("w1", WriterState.Running)]);
    }

    [Fact]
    public async Task Reads_TheLogsOfOtherContainers()
    {
        var other = "l" + Guid.NewGuid().ToString("N");
        await using (var log = await new AppendBlobLogs(AzuriteStores.Clients(azurite), other, [], Entropy, TimeProvider.System)
            .OpenAsync("theirs", Cancel))
        {
            await log.AppendAsync(Frames("x"), Cancel);
        }

        var auditor = new AppendBlobLogs(AzuriteStores.Clients(azurite), _container, [other], Entropy, TimeProvider.System);
        await using var own = await auditor.OpenAsync("ours", Cancel);
        (await auditor.ListAsync(Cancel)).ShouldBe(
            [new LogWriter("ours", WriterState.Running), new LogWriter("theirs", WriterState.Stopped)]);
        (await TextsAsync(auditor.ReadAsync("theirs", Cancel))).ShouldBe(["x"]);
    }

    private static Microsoft.Extensions.Time.Testing.FakeTimeProvider Frozen() => new(DateTimeOffset.UtcNow);

    private static List<ReadOnlyMemory<byte>> Frames(params string[] texts) =>
        [.. texts.Select(static t => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(t))];

    private static async Task<List<string>> TextsAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> frames)
    {
        var texts = new List<string>();
        await foreach (var frame in frames)
        {
            texts.Add(System.Text.Encoding.UTF8.GetString(frame.Span));
        }

        return texts;
    }

    private AppendBlobLogs Logs(TimeProvider? clock = null, AppendLogLimits? limits = null) =>
        new(AzuriteStores.Clients(azurite), _container, [], Entropy, clock ?? TimeProvider.System, limits);

    private LogSegments Segments() => new(AzuriteStores.Clients(azurite), _container);
}
