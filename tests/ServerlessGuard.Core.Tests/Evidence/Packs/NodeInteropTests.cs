using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Evidence.Packs;

/// <summary>
/// Verifiers from npm over a pack (tests/interop): @sigstore/verify over the statements, canonicalize over the entries, ajv with NIST's
/// schema, cloudevents both ways. Each refuses a deliberate fault, too. Skipped where Node.js or the registry is out of reach.
/// </summary>
public sealed class NodeInteropTests : IDisposable
{
    private static readonly string Tools = Path.Combine(Repository.Root, "tests", "interop");
    private static readonly GuardEvent Event = new()
    {
        Id = "g-1",
        Source = "serverlessguard/gateway",
        Type = "ServerlessGuard.CredentialLeaked",
        Time = EvidenceHarness.Now,
        Data = JsonElement.Parse("{\"n\":1}"),
        Trace = TraceParent.Parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    };

    private readonly TemporaryDirectory _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [LongFact]
    public async Task ForeignVerifiers_TakeAPack_AndRefuseEachFault()
    {
        await InstallAsync();
        var files = (await ReadMeTests.PackAsync()).Append(new("event.json", GuardEventJson.Write(Event).ToArray()))
            .ToDictionary(StringComparer.Ordinal);
        var (code, text) = await VerifyAsync(files);
        code.ShouldBe(0, text);
        var result = JsonElement.Parse(text);
        result.GetProperty("dsse").GetInt32().ShouldBe(Count("statements/"));
        result.GetProperty("canonical").GetInt32().ShouldBe(Count("entries/"));
        var read = result.GetProperty("cloudevents");
        (read.GetProperty("id").GetString(), read.GetProperty("traceparent").GetString()).ShouldBe((Event.Id, Event.Trace.ToString()));
        GuardEventJson.TryRead(
            JsonElement.Parse(read.GetProperty("sdk").GetString()!), default, out var theirs, out var problem).ShouldBeTrue(problem);
        (theirs!.Source, theirs.Time.Millisecond, theirs.Trace).ShouldBe(("urn:example:sdk", 123, Event.Trace));

        foreach (var (format, name, old, with) in new[]
        {
            ("dsse", Named("statements/drill-"), "\"sig\":\"", "\"sig\":\"AAAA"),
            ("dsse", Named("statements/attestation-"), "\"payload\":\"ey", "\"payload\":\"IHs"),
            ("canonical", Named("entries/"), "{\"actor\"", "{ \"actor\""),
            ("oscal", PackNames.Oscal, "\"state\": \"not-satisfied\"", "\"state\": \"perhaps\""),
            ("cloudevents", "event.json", "\"source\":\"serverlessguard/gateway\",", ""),
        })
        {
            var refused = await VerifyAsync(EvidenceHarness.Replace(files, name, old, with));
            if (format != "oscal" || Schema is not null)
            {
                (refused.Code, refused.Text.Split(':')[0]).ShouldBe((1, format), name);
            }
        }

        int Count(string prefix) => files.Keys.Count(n => n.StartsWith(prefix, StringComparison.Ordinal));
        string Named(string prefix) => files.Keys.First(n => n.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static string? Schema
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("GUARD_OSCAL_SCHEMA")
                ?? Path.Combine(Repository.Root, "..", "shared", "data", "oscal-1.2.1-assessment-results.schema.json");
            return File.Exists(path) ? Path.GetFullPath(path) : null;
        }
    }

    private static async Task InstallAsync()
    {
        try
        {
            if (!File.Exists(Path.Combine(Tools, "node_modules", ".package-lock.json")))
            {
                var (code, text) = await RunAsync("npm", ["ci", "--ignore-scripts"]);
                Assert.SkipUnless(code == 0, $"npm ci in tests/interop failed: {text}");
            }
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node.js is not installed.");
        }
    }

    private async Task<(int Code, string Text)> VerifyAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var folder = Path.Combine(_folder.Path, Path.GetRandomFileName());
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, Cancel);
        }

        return await RunAsync("node", ["verify.mjs", folder, .. Schema is { } schema ? [schema] : Array.Empty<string>()]);
    }

    private static async Task<(int Code, string Text)> RunAsync(string file, string[] args)
    {
        var start = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = Tools,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (text, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await text + await error);
    }
}
