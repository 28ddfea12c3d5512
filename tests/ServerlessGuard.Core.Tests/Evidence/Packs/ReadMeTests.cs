using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Tests.Audit;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Evidence.Packs;

/// <summary>
/// The steps of VERIFY.md, run as they stand in a pack by tools that are not the guard's. Skipped where bash, openssl, xxd or Python is
/// absent.
/// </summary>
public sealed class ReadMeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [LongFact]
    public async Task EveryStep_HoldsForAnHonestPack_AndRefusesAnother()
    {
        var files = await PackAsync();
        var (code, text) = await RunAsync(files);
        code.ShouldBe(0, text);
        text.Split("Signature Verified Successfully").Length.ShouldBe(
            1 + 3 + files.Keys.Count(static n => n.StartsWith("statements/", StringComparison.Ordinal)));
        text.ShouldContain("statements/attestation-0123456789abcdef.json PASSED");
        text.ShouldContain("2026");

        var other = (await new EvidenceHarness().WithAMonth().MakeAsync()).Files;
        foreach (var (name, content) in new[]
        {
            (PackNames.Evidence, Changed(files, PackNames.Evidence)),
            (PackNames.Checkpoint, other[PackNames.Checkpoint]),
            (Named(files, "proofs/"), Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files[Named(files, "proofs/")]).Replace("index ", "index 1"))),
            (Named(files, "statements/drill-"), Resigned(files, "statements/drill-")),
            (Named(files, "statements/attestation-"), Resigned(files, "statements/attestation-")),
        })
        {
            // A thief of the log's key lists the changed file in a new manifest; the later steps find it.
            var changed = new Dictionary<string, byte[]>(files, StringComparer.Ordinal) { [name] = content };
            (await RunAsync(name == PackNames.Evidence ? changed : EvidenceHarness.SignAgain(changed))).Code.ShouldNotBe(0, name);
        }
    }

    internal static async Task<IReadOnlyDictionary<string, byte[]>> PackAsync()
    {
        var clock = new FakeTimeProvider(EvidenceHarness.Now);
        using var witness = new Witness(
            LogHarness.WitnessSigner, EvidenceHarness.Key, clock, null, static (_, _) => ValueTask.CompletedTask);
        var bed = StatementTests.Bed(StatementTests.Key.PublicText);
        (bed.Witness, bed.WitnessKey) = (witness, LogHarness.WitnessSigner.Key);
        return (await bed.WithAMonth().MakeAsync(clock)).Files;
    }

    private static string Named(IReadOnlyDictionary<string, byte[]> files, string prefix) =>
        files.Keys.First(n => n.StartsWith(prefix, StringComparison.Ordinal));

    private static byte[] Changed(IReadOnlyDictionary<string, byte[]> files, string name)
    {
        byte[] bytes = [.. files[name]];
        bytes[^3] ^= 1;
        return bytes;
    }

    /// <summary>The statement with one byte more, under the signature of the true one.</summary>
    private static byte[] Resigned(IReadOnlyDictionary<string, byte[]> files, string prefix)
    {
        var envelope = System.Text.Json.Nodes.JsonNode.Parse(files[Named(files, prefix)])!;
        envelope["payload"] = Convert.ToBase64String([.. Convert.FromBase64String((string)envelope["payload"]!), (byte)' ']);
        return Encoding.UTF8.GetBytes(envelope.ToJsonString());
    }

    private async Task<(int Code, string Text)> RunAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var tool in (string[])["bash", "openssl", "xxd", "python3"])
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, tool))),
                $"{tool} is not here.");
        }

        var folder = Path.Combine(_folder.Path, Path.GetRandomFileName());
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, Cancel);
        }

        var script = new StringBuilder("set -euo pipefail\n");
        var language = "";
        foreach (var line in Encoding.UTF8.GetString(files[PackNames.ReadMe]).Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                script.Append(language == "python" ? "P\n" : line == "```python" ? "python3 - <<'P'\n" : "");
                language = language.Length == 0 ? line[3..] : "";
            }
            else if (language.Length > 0)
            {
                script.Append(line).Append('\n');
            }
        }

        // Tests run side by side: each has a /tmp of its own.
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script.ToString().Replace("/tmp/", _folder.Path + "/", StringComparison.Ordinal));
        start.Environment["WITNESS"] = LogHarness.WitnessSigner.Key.ToString();
        using var process = Process.Start(start)!;
        var (text, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await text + await error);
    }
}
