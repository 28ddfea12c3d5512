using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction.Ingestion;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// <c>inbox [MB]</c>: a file of JSON lines from inbox to clean on Azurite; speed, and how much memory it took whatever the size.
/// </summary>
internal static class IngestionBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var megabytes = args is [var asked, ..] ? int.Parse(asked, CultureInfo.InvariantCulture) : 500;
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        var entropy = new SystemEntropy(TimeProvider.System);
        var clients = new StorageClients(
            new() { ConnectionString = azurite.ConnectionString, CreateMissing = true },
            static () => throw new InvalidOperationException());
        var files = new AzureStagedBlobStore(clients);
        var length = await UploadAsync(files, megabytes);

        var audit = new InMemoryAuditLog();
        var inbox = new FileIngestion(
            files, new AzureBlobStore(clients, "quarantine", entropy), new TableDocumentStore(clients, TimeProvider.System, entropy), audit,
            new BenchmarkPolicy(), entropy, TimeProvider.System, new IngestionOptions());
        GC.Collect();
        var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        using var watch = new Timer(
            _ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        var began = Stopwatch.GetTimestamp();
        var result = await inbox.RunAsync("bench/data.jsonl", CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(began);
        var clean = (await files.FindAsync("clean/bench/data.jsonl", CancellationToken.None))!;
        using var own = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result}: {length / 1e6:N0} MB in, {clean.Length / 1e6:N0} MB out, {audit.Entries[0].Findings.Values.Sum():N0} findings, {took.TotalSeconds:N1} s ({length / 1e6 / took.TotalSeconds:N1} MB/s); at most {(most - before) / 1e6:N0} MB of managed memory more, peak working set {own.PeakWorkingSet64 / 1e6:N0} MB"));
        return result == IngestionResult.Clean ? 0 : 1;
    }

    private static async Task<long> UploadAsync(AzureStagedBlobStore files, int megabytes)
    {
        var (block, number, written, line) = (new StringBuilder(), 0, 0L, 0);
        while (written < megabytes * 1_000_000L)
        {
            block.Clear();
            while (block.Length < 4_000_000)
            {
                block.Append(
                    CultureInfo.InvariantCulture,
                    $$"""{"messages":[{"role":"user","content":"Case {{line++}}: please write to erika.mustermann@mailbox.org that the committee has postponed its decision on the new car park, and say what happens next."},{"role":"assistant","content":"It is done; the letter went out this morning and a copy is in the file."}]}""")
                    .Append('\n');
            }

            await files.StageAsync(
                "inbox/bench/data.jsonl", "upload", number++, Encoding.UTF8.GetBytes(block.ToString()), CancellationToken.None);
            written += block.Length;
        }

        await files.CommitAsync("inbox/bench/data.jsonl", "upload", number, CancellationToken.None);
        return written;
    }

    private sealed class BenchmarkPolicy : IPolicySource
    {
        public GuardPolicy Current { get; } = PolicyLoader.Load(
            """
            version: 1
            applications:
              - { id: bench, tier: low, models: [m], callers: ["key:a"] }
            tiers:
              low: { input: { personal: mask, secrets: block } }
            models:
              m: { platform: openai, endpoint: "https://models.example/v1", deployment: m }
            """u8.ToArray(), "guard.yaml").Policy!;
    }
}
