using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Evidence;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Evidence;

public sealed class EvidenceCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string Pack => Path.Combine(_folder.Path, "pack");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>A command that the guard names is one that it has.</summary>
    [Fact]
    public async Task Next_ListsSteps_WhoseCommandsExist()
    {
        foreach (var step in Shipped().SelectMany(static c => c.DecidedBy).Select(NextSteps.Of).OfType<NextStep>().Distinct())
        {
            if (step.Command.Split(' ') is ["guard", .. var words])
            {
                var help = await CommandRun.InAsync(_folder.Path, [.. words.Select(static w => w == "KIND" ? "rollback" : w), "--help"]);
                (help.Code, help.Error).ShouldBe((0, ""), step.Command);
            }
        }

        static IReadOnlyList<Control> Shipped() =>
            ControlLoader.LoadFile(Path.Combine(Repository.Root, "policies", "controls.yaml")).Controls!;
    }

    [Fact]
    public async Task APack_IsWritten_AndVerifies_WhereOnlyThePackIs()
    {
        await WriteAsync();
        var key = (await CommandRun.InAsync(_folder.Path, "log", "key", "--data", "data")).Out.Trim();
        using var elsewhere = new TemporaryDirectory();
        Directory.Move(Pack, Path.Combine(elsewhere.Path, "pack"));

        var run = await CommandRun.InAsync(elsewhere.Path, "evidence", "verify", "pack", "--key", key, "--json");
        run.Code.ShouldBe(0, run.Out + run.Error);
        var json = JsonElement.Parse(run.Out);
        json.GetProperty("isIntact").GetBoolean().ShouldBeTrue();
        json.GetProperty("reproduced").GetBoolean().ShouldBeTrue();
        json.GetProperty("proven").GetInt32().ShouldBe(3);
        string? StatusOf(string id) => json.GetProperty("statuses")
            .EnumerateArray()
            .Single(s => s.GetProperty("id").GetString() == id)
            .GetProperty("status")
            .GetString();
        StatusOf("unauthenticated-refused").ShouldBe("holds");
        StatusOf("access-reviewed").ShouldBe(
            "fails", "the owner of this data folder can do everything, and the shipped policy does not name him");
        Directory.EnumerateFileSystemEntries(elsewhere.Path).Count().ShouldBe(1, "verifying writes nothing");

        var next = await CommandRun.InAsync(_folder.Path, "evidence", "--next", "--data", "data", "--json");
        next.Code.ShouldBe(0, next.Error);
        var first = JsonElement.Parse(next.Out).GetProperty("steps")[0];
        first.GetProperty("command").GetString().ShouldBe("guard access", "what fails comes first");
        first.GetProperty("controls").EnumerateArray().Select(static c => c.GetString()).ShouldContain("access-reviewed");

        (await CommandRun.InAsync(elsewhere.Path, "evidence", "verify", "pack")).Out.ShouldContain("pass --key");
        (await CommandRun.InAsync(
            elsewhere.Path, "evidence", "verify", "pack", "--key", new NoteSigner("other", new byte[32]).Key.ToString())).Code.ShouldBe(1);
    }

    [Fact]
    public async Task ACountersignature_IsAskedForByItsKey()
    {
        await WriteAsync();
        using var vault = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = Path.Combine(_folder.Path, "evidence.pem");
        await File.WriteAllTextAsync(pem, vault.ExportSubjectPublicKeyInfoPem(), Cancel);

        (await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack", "--countersigner", pem)).Code
            .ShouldBe(1, "this machine has no vault to sign with");
        var signature = vault.SignData(
            await File.ReadAllBytesAsync(Path.Combine(Pack, "manifest"), Cancel), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence);
        await File.WriteAllBytesAsync(Path.Combine(Pack, "manifest.sig"), signature, Cancel);
        (await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack", "--countersigner", pem)).Code.ShouldBe(0);

        var wrong = await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack", "--countersigner", Path.Combine(Pack, "manifest"));
        wrong.Code.ShouldBe(2);
        wrong.Error.ShouldContain("az keyvault key download");
    }

    [Fact]
    public async Task TheLog_HoldsTheManifestsDigest_FromThenOn()
    {
        var run = await WriteAsync();
        await CommandRun.InAsync(_folder.Path, "evidence", "--out", "second", "--data", "data");
        var entries = await EntriesAsync();

        var digest = JsonElement.Parse(run.Out).GetProperty("manifest").GetString();
        entries.Where(static e => e.Kind == AuditKinds.EvidenceWritten).Select(static e => e.Facts["manifest"]).ShouldContain(digest);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("added")]
    public async Task APack_ThatIsNotWhole_Fails(string how)
    {
        await WriteAsync();
        var entry = Directory.EnumerateFiles(Path.Combine(Pack, "entries")).Order(StringComparer.Ordinal).First();
        if (how == "changed")
        {
            var bytes = await File.ReadAllBytesAsync(entry, Cancel);
            bytes[^3] ^= 1;
            await File.WriteAllBytesAsync(entry, bytes, Cancel);
        }
        else if (how == "missing")
        {
            File.Delete(entry);
        }
        else
        {
            await File.WriteAllTextAsync(Path.Combine(Pack, "proofs", "more.txt"), "x", Cancel);
        }

        var run = await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack");
        run.Code.ShouldBe(1);
        run.Out.ShouldContain(
            how switch { "changed" => "Changed: entries/", "missing" => "Missing: entries/", _ => "Unlisted: proofs/more.txt" });
    }

    [Fact]
    public async Task ALink_InAPack_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        await WriteAsync();
        File.CreateSymbolicLink(Path.Combine(Pack, "entries", "link"), "/etc/hostname");

        var run = await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("entries/link is a link");
    }

    [Fact]
    public async Task WhatIsThere_IsNotWrittenOver()
    {
        await WriteAsync();
        var run = await CommandRun.InAsync(_folder.Path, "evidence", "--out", "pack", "--data", "data");
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("not empty");
        (await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task WrongUse_IsTold()
    {
        (await CommandRun.InAsync(_folder.Path, "evidence")).Code.ShouldBe(2);
        (await CommandRun.InAsync(_folder.Path, "evidence", "--out", "pack", "--data", "nowhere")).Error.ShouldContain("no such folder");
        (await CommandRun.InAsync(_folder.Path, "evidence", "verify", "nowhere")).Code.ShouldBe(1);
        await WriteAsync();
        (await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack", "--key", "none")).Code.ShouldBe(2);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "bad.yaml"), "version: 1\ncontrols: []\n", Cancel);
        var bad = await CommandRun.InAsync(_folder.Path, "evidence", "--out", "other", "--data", "data", "--controls", "bad.yaml");
        bad.Code.ShouldBe(1);
        bad.Error.ShouldContain("bad.yaml(2,11)");
        Directory.Exists(Path.Combine(_folder.Path, "other")).ShouldBeFalse();
    }

    [Fact]
    public async Task ANameThatLeavesTheDirectory_IsNeverWritten()
    {
        var files = new Dictionary<string, byte[]> { ["../escaped"] = [1] };
        await Should.ThrowAsync<InvalidOperationException>(() => PackDirectory.WriteAsync(Pack, files, Cancel));
        File.Exists(Path.Combine(_folder.Path, "escaped")).ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    private async Task<CommandRun> WriteAsync()
    {
        var services = new ServiceCollection();
        DataFolder.Open(Path.Combine(_folder.Path, "data"));
        services.AddLocalStores(Path.Combine(_folder.Path, "data"));
        await using (var provider = services.BuildServiceProvider())
        {
            var audit = provider.GetRequiredService<IAuditLog>();
            await audit.AppendAsync(
                new AuditEntry { Kind = AuditKinds.CallerRefused, Actor = "unknown", Time = DateTimeOffset.UtcNow }, Cancel);
            await audit.AppendAsync(
                new AuditEntry { Kind = AuditKinds.InteractionClosed, Actor = "key:demo", Verdict = "allow", Time = DateTimeOffset.UtcNow },
                Cancel);
        }

        var run = await CommandRun.InAsync(_folder.Path, "evidence", "--out", "pack", "--data", "data", "--json");
        run.Code.ShouldBe(0, run.Error);
        return run;
    }

    private async Task<List<AuditEntry>> EntriesAsync()
    {
        var services = new ServiceCollection();
        DataFolder.Open(Path.Combine(_folder.Path, "data"));
        services.AddLocalStores(Path.Combine(_folder.Path, "data"));
        await using var provider = services.BuildServiceProvider();
        var entries = new List<AuditEntry>();
        var logs = provider.GetRequiredService<IAppendLogs>();
        foreach (var writer in await logs.ListAsync(Cancel))
        {
            await foreach (var read in AuditReader.ReadAsync(writer.Name, logs.ReadAsync(writer.Name, Cancel), Cancel))
            {
                entries.Add(read.Entry!.Entry);
            }
        }

        return entries;
    }
}
