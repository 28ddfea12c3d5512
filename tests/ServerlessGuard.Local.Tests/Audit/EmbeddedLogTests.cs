using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Audit;

/// <summary>The log of a running guard, as an auditor reads it over HTTP and as it lies on disk after the guard stopped.</summary>
public sealed class EmbeddedLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ServesItsLogToAuditors_AndSequencesItsLastEntry()
    {
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");
        LogVerifierOptions options;
        await using (var host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = data,
                PolicyFile = PolicyFiles.Shipped,
                Urls = ["http://127.0.0.1:0"],
                Upstream = new Uri("http://127.0.0.1:9/")
            }, TimeProvider.System, Cancel))
        {
            var sequencing = host.Services.GetRequiredService<LogSequencing>();
            await sequencing.RunAsync(Cancel);
            options = new LogVerifierOptions { Log = await sequencing.KeyAsync(Cancel) };
            var keys = host.Services.GetRequiredService<CallerKeys>();
            var auditor = (await keys.CreateAsync("ada", [CallerRoles.Auditor], null, Cancel))!.Key;
            var prefix = new Uri(host.Address, "guard/log");
            using (var log = new HttpLogSource(prefix, auditor))
            {
                var verified = await new LogVerifier(options).VerifyAsync(log, Cancel);
                verified.Findings.ShouldBeEmpty();
                verified.Entries.ShouldBeGreaterThan(0);
            }

            using var stranger = new HttpLogSource(prefix, (await keys.CreateAsync("eve", [], null, Cancel))!.Key);
            await Should.ThrowAsync<StoreUnavailableException>(async () => await stranger.ReadAsync(LogPaths.Checkpoint, Cancel));
        }

        var source = new DirectoryLogSource(data);
        var after = await new LogVerifier(options).VerifyAsync(source, Cancel);
        after.Findings.ShouldBeEmpty();
        var kinds = new List<string>();
        await foreach (var (_, entry) in new LogReader(source).EntriesAsync(0, after.Head!.Size, Cancel))
        {
            kinds.Add(AuditEntryEncoding.Decode(entry)!.Entry.Kind);
        }

        (kinds[0], kinds[^1]).ShouldBe((AuditKinds.HostStarted, AuditKinds.HostStopped));
    }
}
