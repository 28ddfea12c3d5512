using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Tests.Content;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Core.Tests.Formats;

public sealed class ContentFrameTests
{
    /// <summary>A frame of the content log: the header in the clear, the parts sealed.</summary>
    [Fact]
    public async Task AFrame_IsTheGoldenOne()
    {
        var bed = new ContentHarness(hasLog: true);
        await bed.KeepAsync(
            ContentHarness.Id, new ContentPart("request", "hello"u8.ToArray()), new ContentPart("answer", "yes"u8.ToArray()));
        var (name, bytes) = (await bed.AllAsync()).Single();
        name.ShouldStartWith("20260331T100000Z.");
        GoldenFile.ShouldMatch(Convert.ToHexStringLower(bytes) + "\n", "content-frame.txt");
    }
}
