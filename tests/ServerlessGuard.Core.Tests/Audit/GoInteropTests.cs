using System.ComponentModel;
using System.Diagnostics;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Audit;

/// <summary>
/// The Go authors' sumdb packages over a log of ours (tests/interop/go): notes, tiles, inclusion, consistency, and a fault in each. Skipped
/// where Go or x/mod is absent: Debian has them as golang and golang-golang-x-mod-dev; GUARD_GOPATH names another GOPATH.
/// </summary>
public sealed class GoInteropTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [LongFact]
    public async Task SumdbVerifies_ALog_AndRefusesEachFault()
    {
        var log = new LogHarness();
        foreach (var count in (int[])[3, 300, 230])
        {
            await log.AppendAsync("w", count);
            await log.SequenceAsync();
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in await log.FilesAsync())
        {
            files[path] = await log.ReadAsync(path);
        }

        var verifier = await BuildAsync();
        (await VerifyAsync(verifier, files)).ShouldBe((0, "533 entries, 3 checkpoints\n"));
        var forged = new Checkpoint(LogHarness.Signer.Key.Name, 303, Core.Audit.Merkle.MerkleHash.Leaf([1])).ToString();
        foreach (var (part, path, content) in new[]
        {
            ("checkpoint", LogPaths.Checkpoint, Changed(files[LogPaths.Checkpoint], 40)),
            ("inclusion", "tile/0/000", Changed(files["tile/0/000"], 40)),
            ("inclusion", "tile/entries/001", Changed(files["tile/entries/001"], 40)),
            ("consistency", LogPaths.CheckpointOf(303), new SignedNote(forged, [LogHarness.Signer.Sign(forged)]).ToBytes()),
        })
        {
            var changed = new Dictionary<string, byte[]>(files, StringComparer.Ordinal) { [path] = content };
            var (code, text) = await VerifyAsync(verifier, changed);
            (code, text.Split(':')[0]).ShouldBe((1, part), text);
        }
    }

    private static byte[] Changed(byte[] content, int at)
    {
        byte[] bytes = [.. content];
        bytes[at] ^= 1;
        return bytes;
    }

    private async Task<string> BuildAsync()
    {
        var program = Path.Combine(_folder.Path, "verify");
        try
        {
            var (code, text) = await RunAsync("go", ["build", "-o", program, Path.Combine(Repository.Root, "tests", "interop", "go", "main.go")]);
            Assert.SkipUnless(code == 0, $"golang.org/x/mod is not here (Debian: golang-golang-x-mod-dev): {text}");
        }
        catch (Win32Exception)
        {
            Assert.Skip("Go is not installed (Debian: golang).");
        }

        return program;
    }

    private async Task<(int Code, string Text)> VerifyAsync(string verifier, Dictionary<string, byte[]> files)
    {
        var folder = Path.Combine(_folder.Path, Path.GetRandomFileName());
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, Cancel);
        }

        return await RunAsync(verifier, [folder, LogHarness.Signer.Key.ToString()]);
    }

    private async Task<(int Code, string Text)> RunAsync(string file, string[] args)
    {
        var start = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = Environment.GetEnvironmentVariable("GUARD_GOPATH") ?? "/usr/share/gocode";
        start.Environment["GOCACHE"] = Path.Combine(_folder.Path, "cache");
        using var process = Process.Start(start)!;
        var (text, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await text + await error);
    }
}
