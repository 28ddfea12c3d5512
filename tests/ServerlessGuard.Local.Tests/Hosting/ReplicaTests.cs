using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Local.Tests.Hosting;

/// <summary>Real processes on the same Azurite stores, under load, with one killed at a random moment and replaced.</summary>
public sealed class ReplicaTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    private const int Clients = 4;

    /// <summary>How many replicas die: GUARD_REPLICA_LIVES, 2 where it is not set.</summary>
    private static readonly int Lives = int.Parse(Environment.GetEnvironmentVariable("GUARD_REPLICA_LIVES") ?? "2", CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KilledReplicas_LoseAndDoubleNothing()
    {
        azurite.Require();
        using var folder = new TemporaryDirectory();
        var variables = new Dictionary<string, string> { ["GUARD_STORAGE_CONNECTION"] = azurite.ConnectionString };
        Task<GuardProcess> UpAsync() => GuardProcess.UpAsync(folder.Path, variables, "--stores", "azure");

        await using var steady = await UpAsync();
        using var end = new CancellationTokenSource();
        var key = steady.Key!;
        var kept = Load(steady, key, end.Token);
        for (var life = 0; life < Lives; life++)
        {
            await using var doomed = await UpAsync();
            var before = _answered.Count;
            var load = Load(doomed, key, CancellationToken.None);
            var until = before + Random.Shared.Next(10, 60);
            await WaitForAsync(() => _answered.Count >= until);
            await doomed.KillAsync();
            await Task.WhenAll(load);
        }

        // The dead are silent for a minute of the service's clock; the living are heard in every part of it.
        for (var part = 0; part < 8; part++)
        {
            await azurite.AdvanceAsync(TimeSpan.FromSeconds(10), Cancel);
            var heard = _answered.Count + 1;
            await WaitForAsync(() => _answered.Count >= heard);
        }

        await using (var last = await UpAsync())
        {
            await end.CancelAsync();
            await Task.WhenAll(kept);
            (await last.StopAsync()).ShouldBe(0);
        }

        (await steady.StopAsync()).ShouldBe(0);
        await VerifyAsync(folder.Path);
    }

    [Fact]
    public async Task TellsWhatIsMissing()
    {
        using var folder = new TemporaryDirectory();
        var nowhere = await CommandRun.InAsync(folder.Path, "up", "--stores", "cloud");
        nowhere.Code.ShouldBe(2);
        var nothing = await CommandRun.InAsync(folder.Path, "up", "--stores", "azure");
        nothing.Code.ShouldBe(2);
        nothing.Error.ShouldContain("GUARD_STORAGE_ACCOUNT");
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    private Task[] Load(GuardProcess guard, string key, CancellationToken end) => [.. Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(guard, key, client % 2 == 0, end), Cancel))];

    private async Task AskAsync(GuardProcess guard, string key, bool stream, CancellationToken end)
    {
        using var http = new HttpClient { BaseAddress = guard.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        while (!end.IsCancellationRequested)
        {
            try
            {
                var body = new { model = GuardUp.Model, stream, messages = new[] { new { role = "user", content = "Write to erika.mustermann@mailbox.org" } } };
                using var response = await http.PostAsJsonAsync("chat/completions", body, Cancel);
                var text = await response.Content.ReadAsStringAsync(Cancel);
                response.IsSuccessStatusCode.ShouldBeTrue(text);
                _answered.TryAdd(response.Headers.GetValues("Guard-Interaction").Single(), true).ShouldBeTrue();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    private async Task VerifyAsync(string folder)
    {
        await using var services = LocalServices.Open(Path.Combine(folder, ".guard"), TimeProvider.System);
        await using var shared = new ServiceCollection().AddAzureStores(SharedOptions()).BuildServiceProvider();
        var blobs = shared.GetRequiredService<IBlobStore>();
        var source = new BlobLogSource(new LogStores(blobs, blobs));
        var key = (await LogKey.FindPublicAsync(services.GetRequiredService<ISecretStore>(), Cancel)).ShouldNotBeNull();
        var result = await new LogVerifier(new LogVerifierOptions { Log = key }).VerifyAsync(source, Cancel);
        result.IsIntact.ShouldBeTrue(string.Join('\n', result.Findings));

        var kinds = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var places = new HashSet<(string, long)>();
        var rotations = new List<string>();
        await foreach (var (_, bytes) in new LogReader(source).EntriesAsync(0, result.Head!.Size, Cancel))
        {
            var entry = AuditEntryEncoding.Decode(bytes).ShouldNotBeNull();
            places.Add((entry.Writer, entry.Sequence)).ShouldBeTrue("an entry is there twice");
            if (entry.Entry.Interaction is { } interaction)
            {
                (kinds.TryGetValue(interaction, out var list) ? list : kinds[interaction] = []).Add(entry.Entry.Kind);
            }

            if (entry.Entry.Kind == AuditKinds.RotationBegan)
            {
                rotations.Add(string.Join(' ', entry.Entry.Facts.OrderBy(static f => f.Key, StringComparer.Ordinal)));
            }
        }

        foreach (var interaction in _answered.Keys)
        {
            kinds.GetValueOrDefault(interaction, []).Count(static kind => kind == AuditKinds.InteractionClosed).ShouldBe(1, interaction);
        }

        foreach (var (interaction, found) in kinds)
        {
            found.Count(static kind => kind == AuditKinds.InteractionOpened).ShouldBe(1, interaction);
            found.Count(static kind => kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted).ShouldBe(1, interaction);
        }

        rotations.ShouldBeUnique();
        _answered.Count.ShouldBeGreaterThan(Lives * 10);
    }

    private AzureStoreOptions SharedOptions() => new() { ConnectionString = azurite.ConnectionString, CreateMissing = true, LogContainer = "log" };
}
