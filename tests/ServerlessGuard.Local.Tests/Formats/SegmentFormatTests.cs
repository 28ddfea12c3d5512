using System.Text;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Local.Tests.Formats;

/// <summary>The bytes of a segment, those of audit entries and of content alike, are those of the golden file.</summary>
public sealed class SegmentFormatTests
{
    [Fact]
    public async Task ASegment_IsTheGoldenOne()
    {
        using var folder = new TemporaryDirectory();
        var logs = new FileAppendLogs(folder.Path, folder: FileAppendLogs.ContentFolder);
        await using (var log = await logs.OpenAsync("20260331T100000Z.01KJMDEB80GXDQ8QNAPK51BVXV", TestContext.Current.CancellationToken))
        {
            await log.AppendAsync(["a"u8.ToArray(), "bc"u8.ToArray()], TestContext.Current.CancellationToken);
            await log.AppendAsync(["def"u8.ToArray()], TestContext.Current.CancellationToken);
        }

        var file = Directory.GetFiles(Path.Combine(folder.Path, "content"), "*.log", SearchOption.AllDirectories).Single();
        var text = new StringBuilder().Append(Path.GetRelativePath(folder.Path, file).Replace('\\', '/')).Append('\n');
        foreach (var line in (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).Chunk(16))
        {
            text.Append(Convert.ToHexStringLower(line)).Append('\n');
        }

        GoldenFile.ShouldMatch(text.ToString(), "segment.txt");
    }
}
