using System.Text;
using CsCheck;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Tests.Upstream;

public sealed class SseReaderTests
{
    [Fact]
    public void Reads_TheSameEvents_ForEveryChunking() =>
        Gen.Select(
            Gen.OneOf(
                Gen.Const("data: a\n\n"), Gen.Const("data: b\r\n\r\n"), Gen.Const(": c\n\n"), Gen.Const("event: x\ndata: d\ndata: é\n\n"),
                Gen.Const("data:e\r\r")).Array[0, 8],
            Gen.Int[1, 7].Array[1, 5])
        .Sample((frames, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(frames));

            var read = Read(new PiecewiseStream(bytes, sizes));

            string.Concat(read.Select(static one => one.Raw)).ShouldBe(string.Concat(frames));
            read.Select(static one => one.Data).OfType<string>().ShouldBe(frames.Select(static frame => frame[0] == ':' ? null
                : frame.Contains("event", StringComparison.Ordinal) ? "d\né"
                : frame.Trim()[5..].Trim()).OfType<string>());
        });

    [Fact]
    public void Refuses_AnEventBeyondTheBound()
    {
        var bytes = Encoding.UTF8.GetBytes("data: " + new string('x', 100_000));

        Should.Throw<ModelFailedException>(() => Read(
            new PiecewiseStream(bytes, [4096]), new GatewayOptions { MaxEventBytes = 16 * 1024 })).Fault.ShouldBe(GatewayFault.TooLarge);
    }

    private static List<(string Raw, string? Data)> Read(Stream stream, GatewayOptions? options = null)
    {
        var reader = new SseReader(stream, (options ?? new GatewayOptions()).ResponseLimits, TimeProvider.System);
        var read = new List<(string, string?)>();
        while (reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } frame)
        {
            read.Add((Encoding.UTF8.GetString(frame.Raw.Span), frame.Data is { } data ? Encoding.UTF8.GetString(data.Span) : null));
        }

        return read;
    }
}
