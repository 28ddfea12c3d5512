using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Contracts;

/// <summary>The behaviour of every <see cref="IAppendLogs"/>. Derive, make an empty store in <see cref="InitializeAsync"/>.</summary>
public abstract class AppendLogContract : IAsyncLifetime
{
    protected IAppendLogs Logs { get; set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Reads_EveryFrameInOrder_HeldOrNot()
    {
        await using var log = await Logs.OpenAsync("w1", Cancel);
        log.Writer.ShouldBe("w1");
        await log.AppendAsync(Frames("a", "b"), Cancel);
        await log.AppendAsync([], Cancel);
        await log.AppendAsync(Frames("c"), Cancel);
        (await TextsAsync(log.ReadAsync(Cancel))).ShouldBe(["a", "b", "c"]);
        (await TextsAsync(Logs.ReadAsync("w1", Cancel))).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Continues_AfterReopening()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var log = await Logs.OpenAsync("w1", Cancel);
            await log.AppendAsync(Frames($"{i}"), Cancel);
        }

        (await TextsAsync(Logs.ReadAsync("w1", Cancel))).ShouldBe(["0", "1", "2"]);
    }

    [Fact]
    public async Task Refuses_ASecondWriter()
    {
        await using (await Logs.OpenAsync("w1", Cancel))
        {
            await Should.ThrowAsync<StoreUnavailableException>(async () => await Logs.OpenAsync("w1", Cancel));
            await using var other = await Logs.OpenAsync("w2", Cancel);
        }

        await using var again = await Logs.OpenAsync("w1", Cancel);
    }

    [Fact]
    public async Task Tells_TheStateOfEachWriter()
    {
        (await Logs.ListAsync(Cancel)).ShouldBeEmpty();
        await using var running = await Logs.OpenAsync("b", Cancel);
        await (await Logs.OpenAsync("a", Cancel)).DisposeAsync();
        await (await Logs.OpenAsync("c", Cancel)).DisposeAsync();
        await Logs.SealAsync("c", Cancel);
        (await Logs.ListAsync(Cancel)).ShouldBe(
            [new LogWriter("a", WriterState.Stopped), new LogWriter("b", WriterState.Running), new LogWriter("c", WriterState.Sealed)]);
    }

    [Fact]
    public async Task Opens_NoSealedLog_ButReadsIt()
    {
        await using (var log = await Logs.OpenAsync("w1", Cancel))
        {
            await log.AppendAsync(Frames("a"), Cancel);
            await Logs.SealAsync("w1", Cancel);
            await Logs.SealAsync("w1", Cancel);
        }

        await Should.ThrowAsync<StoreUnavailableException>(async () => await Logs.OpenAsync("w1", Cancel));
        (await TextsAsync(Logs.ReadAsync("w1", Cancel))).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Reads_NothingOfAnUnknownWriter() => (await TextsAsync(Logs.ReadAsync("nobody", Cancel))).ShouldBeEmpty();

    [Fact]
    public async Task Keeps_LargeFramesAndLargeGroups()
    {
        var frames = Enumerable.Range(0, 5).Select(i =>
        {
            var frame = new byte[3 << 20];
            new Random(i).NextBytes(frame);
            return (ReadOnlyMemory<byte>)frame;
        }).Append(new byte[] { 1 }).ToList();
        await using var log = await Logs.OpenAsync("w1", Cancel);
        await log.AppendAsync(frames, Cancel);
        var index = 0;
        await foreach (var frame in log.ReadAsync(Cancel))
        {
            frame.Span.SequenceEqual(frames[index++].Span).ShouldBeTrue();
        }

        index.ShouldBe(frames.Count);
    }

    [Fact]
    public async Task Refuses_AnEmptyFrame()
    {
        await using var log = await Logs.OpenAsync("w1", Cancel);
        await Should.ThrowAsync<ArgumentException>(async () => await log.AppendAsync(Frames("a", ""), Cancel));
        (await TextsAsync(log.ReadAsync(Cancel))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("a\0")]
    public async Task Refuses_AHostileName(string writer)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Logs.OpenAsync(writer, Cancel));
        await Should.ThrowAsync<ArgumentException>(async () => await TextsAsync(Logs.ReadAsync(writer, Cancel)));
        await Should.ThrowAsync<ArgumentException>(async () => await Logs.SealAsync(writer, Cancel));
    }

    protected static List<ReadOnlyMemory<byte>> Frames(params string[] texts) =>
        [.. texts.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t))];

    protected static async Task<List<string>> TextsAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> frames)
    {
        var texts = new List<string>();
        await foreach (var frame in frames)
        {
            texts.Add(Encoding.UTF8.GetString(frame.Span));
        }

        return texts;
    }
}
