using System.Text;
using CsCheck;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Tests.Audit;

public sealed class AuditReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_AChainThatIsWhole() => (await FaultsAsync(Chain(6))).ShouldBe(new ChainFault?[6]);

    [Fact]
    public async Task Finds_AGap()
    {
        var frames = Chain(5);
        frames.RemoveAt(2);
        (await FaultsAsync(frames)).ShouldBe([null, null, ChainFault.Gap, null]);
        (await FaultsAsync([.. Chain(3).Skip(1)]))[0].ShouldBe(ChainFault.Gap);
    }

    [Fact]
    public async Task Finds_ARepeat()
    {
        var frames = Chain(4);
        frames.Insert(2, frames[1]);
        (await FaultsAsync(frames)).ShouldBe([null, null, ChainFault.Repeat, null, null]);
    }

    [Fact]
    public async Task Finds_ANewOrder()
    {
        var frames = Chain(4);
        (frames[1], frames[2]) = (frames[2], frames[1]);
        (await FaultsAsync(frames)).ShouldBe([null, ChainFault.Gap, ChainFault.Repeat, ChainFault.Gap]);
    }

    [Fact]
    public async Task Finds_AnEdit_AtTheEntryBehindIt()
    {
        var frames = Chain(4);
        var text = Encoding.UTF8.GetString(frames[1].Span);
        frames[1] = Encoding.UTF8.GetBytes(text.Replace("\"actor\":\"a1\"", "\"actor\":\"zz\"", StringComparison.Ordinal));
        (await FaultsAsync(frames)).ShouldBe([null, null, ChainFault.Edited, null]);
    }

    [Fact]
    public async Task Finds_AnotherWritersEntry()
    {
        var frames = Chain(2);
        frames[1] = Chain(2, "w2")[1];
        (await FaultsAsync(frames))[1].ShouldBe(ChainFault.OtherWriter);
    }

    [Fact]
    public async Task Finds_AnyOneByteChange_BeforeTheLastEntry()
    {
        var whole = Chain(4);
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 10_000], Gen.Byte[1, 255]).SampleAsync(async (entry, at, change) =>
        {
            var frames = whole.ToList();
            var bytes = frames[entry].ToArray();
            bytes[at % bytes.Length] ^= change;
            frames[entry] = bytes;
            (await FaultsAsync(frames)).ShouldContain(f => f != null);
        });
    }

    private static List<ReadOnlyMemory<byte>> Chain(int length, string writer = "w1")
    {
        var frames = new List<ReadOnlyMemory<byte>>();
        var previous = AuditEntryEncoding.Genesis;
        for (var i = 0; i < length; i++)
        {
            var encoded = AuditEntryEncoding.Encode(GoldenEntries.Entries[i % 3] with { Actor = $"a{i}" }, writer, i, previous);
            previous = AuditEntryEncoding.Hash(encoded);
            frames.Add(encoded);
        }

        return frames;
    }

    private static async Task<List<ChainFault?>> FaultsAsync(List<ReadOnlyMemory<byte>> frames)
    {
        var faults = new List<ChainFault?>();
        await foreach (var read in AuditReader.ReadAsync("w1", frames.ToAsyncEnumerable(), Cancel))
        {
            faults.Add(read.Fault);
        }

        return faults;
    }
}
