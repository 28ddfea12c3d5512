using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Audit;

public sealed class LogCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    private string Log => Path.Combine(Data, "blobs", "log");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private string[] Files(string directory)
    {
        var root = Path.Combine(_folder.Path, directory);
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Verify_AnHonestLog_Holds()
    {
        await WriteAsync(3);
        await WriteAsync(300);
        var run = await CommandRun.InAsync(_folder.Path, "log", "verify", "data", "--json");
        run.Code.ShouldBe(0, run.Out + run.Error);
        var json = JsonElement.Parse(run.Out);
        json.GetProperty("isIntact").GetBoolean().ShouldBeTrue();
        json.GetProperty("entries").GetInt64().ShouldBe(303);
        json.GetProperty("writers").GetInt32().ShouldBe(2);
    }

    /// <summary>The embedded store's names end in a tilde, which no other tool reads.</summary>
    [Fact]
    public async Task Export_IsALogForOthers_AndGrows()
    {
        await WriteAsync(3);
        var first = await CommandRun.InAsync(_folder.Path, "log", "export", "copy", "--data", "data");
        first.Code.ShouldBe(0, first.Out + first.Error);
        var key = first.Out.Split(' ')[^1].Trim();
        Files("copy").ShouldBe(["checkpoint", "checkpoints/3", "tile/0/000.p/3", "tile/entries/000.p/3"]);

        await WriteAsync(300);
        var second = await CommandRun.InAsync(_folder.Path, "log", "export", "copy", "--data", "data", "--json");
        second.Code.ShouldBe(0, second.Out + second.Error);
        JsonElement.Parse(second.Out).GetProperty("entries").GetInt64().ShouldBe(303);
        Files("copy").ShouldBe(
            [
                "checkpoint", "checkpoints/3", "checkpoints/303", "tile/0/000", "tile/0/001.p/47", "tile/1/000.p/1", "tile/entries/000",
                "tile/entries/001.p/47"
            ]);
        (await CommandRun.InAsync(_folder.Path, "log", "verify", "copy", "--key", key)).Code.ShouldBe(0);
        (await CommandRun.InAsync(_folder.Path, "log", "export", "again", "--from", "copy", "--key", key)).Code.ShouldBe(0);

        // A copy that somebody changed is no copy, and a directory of something else is left alone.
        var bundle = Path.Combine(_folder.Path, "copy", "tile", "entries", "000");
        var bytes = await File.ReadAllBytesAsync(bundle, Cancel);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes, Cancel);
        (await CommandRun.InAsync(_folder.Path, "log", "export", "copy", "--data", "data")).Code.ShouldBe(1);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "mine"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "mine", "letter"), "", Cancel);
        var refused = await CommandRun.InAsync(_folder.Path, "log", "export", "mine", "--data", "data");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("Name a directory that does not exist yet.");
    }

    [Fact]
    public async Task Verify_OneChangedByte_Fails_AndNamesTheEntry()
    {
        await WriteAsync(3);
        var bundle = Path.Combine(Log, "tile", "entries", "000.p", "3~");
        var bytes = await File.ReadAllBytesAsync(bundle, Cancel);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes, Cancel);
        var run = await CommandRun.InAsync(_folder.Path, "log", "verify", "data");
        run.Code.ShouldBe(1);
        run.Out.ShouldContain("Entry: entry 2");
        run.Out.ShouldContain("NOT intact");
    }

    [Fact]
    public async Task Verify_ALogSetBack_FailsAgainstAKeptCheckpoint()
    {
        await WriteAsync(3);
        var old = await File.ReadAllBytesAsync(Path.Combine(Log, "checkpoint~"), Cancel);
        await WriteAsync(2);
        File.Copy(Path.Combine(Log, "checkpoint~"), Path.Combine(_folder.Path, "kept"));
        (await CommandRun.InAsync(_folder.Path, "log", "verify", "data", "--since", "kept")).Code.ShouldBe(0);

        // Everything that tells of the newer size is taken away.
        await File.WriteAllBytesAsync(Path.Combine(Log, "checkpoint~"), old, Cancel);
        File.Delete(Path.Combine(Log, "checkpoints", "5~"));
        (await CommandRun.InAsync(_folder.Path, "log", "verify", "data")).Code.ShouldBe(0);
        var run = await CommandRun.InAsync(_folder.Path, "log", "verify", "data", "--since", "kept");
        run.Code.ShouldBe(1);
        run.Out.ShouldContain("Truncated: kept checkpoint");
    }

    [Fact]
    public async Task Verify_ACopyInPlainLayout_NeedsAKeyFromElsewhere()
    {
        await WriteAsync(3);
        var copy = Path.Combine(_folder.Path, "copy");
        foreach (var file in Directory.EnumerateFiles(Log, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Log, file).TrimEnd('~'));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        (await CommandRun.InAsync(_folder.Path, "log", "verify", "copy")).Code.ShouldBe(2);
        var key = (await CommandRun.InAsync(_folder.Path, "log", "key", "--data", "data")).Out.Trim();
        (await CommandRun.InAsync(_folder.Path, "log", "verify", "copy", "--key", key)).Code.ShouldBe(0);
        (await CommandRun.InAsync(
            _folder.Path, "log", "verify", "copy", "--key", new NoteSigner("other", new byte[32]).Key.ToString())).Code.ShouldBe(1);
        (await CommandRun.InAsync(_folder.Path, "log", "verify", "copy", "--key", "none")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Trace_TellsOneInteraction_WithAProofOfEachStep()
    {
        await WriteAsync(300);
        var run = await CommandRun.InAsync(_folder.Path, "trace", "i7", "--data", "data", "--out", "proofs");
        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldContain("3 steps");
        var key = NoteKey.Parse((await CommandRun.InAsync(_folder.Path, "log", "key", "--data", "data")).Out.Trim())!;
        var proofs = Directory.GetFiles(Path.Combine(_folder.Path, "proofs"), "*.tlog-proof");
        proofs.Length.ShouldBe(3);
        foreach (var proof in proofs)
        {
            var entry = await File.ReadAllBytesAsync(Path.ChangeExtension(proof, ".json"), Cancel);
            TlogProof.Parse(await File.ReadAllBytesAsync(proof, Cancel))!.Proves(entry, key).ShouldBeTrue();
        }

        (await CommandRun.InAsync(_folder.Path, "trace", "nobody", "--data", "data")).Code.ShouldBe(1);
    }

    /// <summary>One run of a guard: its own writer, entries of a hundred interactions in turn, sequenced at its end.</summary>
    private async Task WriteAsync(int count)
    {
        var services = new ServiceCollection();
        DataFolder.Open(Data);
        services.AddLocalStores(Data);
        services.AddLocalAuditLog();
        await using var provider = services.BuildServiceProvider();
        var audit = provider.GetRequiredService<IAuditLog>();
        for (var i = 0; i < count; i++)
        {
            await audit.AppendAsync(new AuditEntry
            {
                Kind = AuditKinds.InteractionOpened,
                Actor = "key:demo",
                Interaction = $"i{i % 100}",
                Time = DateTimeOffset.UnixEpoch
            }, Cancel);
        }

        (await provider.GetRequiredService<LogSequencing>().RunAsync(Cancel)).Added.ShouldBe(count);
        (await provider.GetRequiredService<ILogSource>().ReadAsync(LogPaths.Checkpoint, Cancel)).ShouldNotBeNull();
    }
}
