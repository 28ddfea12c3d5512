using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Local.Tests.Audit;

/// <summary>Reading a writer's log from a position on, as the sequencer does at every run.</summary>
public sealed class ReadFromTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GivesWhatReadingFromTheStartGives_WhileTheLogGrows()
    {
        using var folder = new TemporaryDirectory();
        foreach (IAppendLogs logs in new IAppendLogs[] { new FileAppendLogs(folder.Path, segmentBytes: 500), new InMemoryAppendLogs() })
        {
            await using var log = await logs.OpenAsync("w", Cancel);
            var written = 0;
            for (var round = 0; round < 3; round++)
            {
                for (var group = 0; group < 20; group++)
                {
                    await log.AppendAsync(
                        [.. Enumerable.Range(0, 3).Select(_ => (ReadOnlyMemory<byte>)BitConverter.GetBytes(written++))], Cancel);
                }

                foreach (var from in Enumerable.Range(0, written + 3).Reverse())
                {
                    var read = new List<int>();
                    await foreach (var frame in logs.ReadFromAsync("w", from, Cancel))
                    {
                        read.Add(BitConverter.ToInt32(frame.Span));
                    }

                    read.ShouldBe(Enumerable.Range(0, written).Skip(from));
                }
            }
        }

        Directory.GetFiles(Path.Combine(folder.Path, "logs", "w")).Length.ShouldBeGreaterThan(5, "so that whole segments were left out");
    }
}
