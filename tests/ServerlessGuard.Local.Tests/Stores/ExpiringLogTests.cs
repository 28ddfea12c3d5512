using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Stores;

public sealed class ExpiringLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_directory.Path, "content");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Deletes_ALogWhole_AndTwice()
    {
        var logs = await WrittenAsync();
        await logs.DeleteAsync("w1", Cancel);
        await logs.DeleteAsync("w1", Cancel);
        Directory.GetFileSystemEntries(Root).Select(Path.GetFileName).ShouldBe(["w2"]);
        (await logs.ListAsync(Cancel)).Select(static writer => writer.Name).ShouldBe(["w2"]);
    }

    [Fact]
    public async Task Refuses_ToDeleteALogThatIsHeld()
    {
        var logs = await WrittenAsync();
        await using var held = await logs.OpenAsync("w1", Cancel);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await logs.DeleteAsync("w1", Cancel));
        await held.AppendAsync(["more"u8.ToArray()], Cancel);
    }

    /// <summary>
    /// A process that died after it took the log's name away, at any file: the next deletion finishes, and no reader sees it.
    /// </summary>
    [Fact]
    public async Task Finishes_ADeletionThatDied()
    {
        for (var left = 0; ; left++)
        {
            var logs = await WrittenAsync();
            var dying = Path.Combine(Root, "w1~");
            Directory.Move(Path.Combine(Root, "w1"), dying);
            var files = Directory.GetFiles(dying);
            foreach (var file in files.Skip(left))
            {
                File.Delete(file);
            }

            (await logs.ListAsync(Cancel)).Select(static writer => writer.Name).ShouldBe(["w2"]);
            await logs.DeleteAsync("w1", Cancel);
            Directory.Exists(dying).ShouldBeFalse();
            if (left == files.Length)
            {
                return;
            }
        }
    }

    [Fact]
    public void Overwrites_WhatItDestroys()
    {
        var path = Path.Combine(_directory.Path, "file");
        File.WriteAllBytes(path, Enumerable.Repeat((byte)7, 3_000_001).ToArray());
        DurableFiles.Overwrite(path);
        var bytes = File.ReadAllBytes(path);
        bytes.Length.ShouldBe(3_000_001);
        bytes.ShouldAllBe(static value => value == 0);
    }

    private async Task<FileAppendLogs> WrittenAsync()
    {
        var logs = new FileAppendLogs(_directory.Path, segmentBytes: 64, folder: FileAppendLogs.ContentFolder);
        foreach (var writer in (string[])["w1", "w2"])
        {
            await using var log = await logs.OpenAsync(writer, Cancel);
            for (var i = 0; i < 4; i++)
            {
                await log.AppendAsync([new byte[40]], Cancel);
            }
        }

        return logs;
    }
}
