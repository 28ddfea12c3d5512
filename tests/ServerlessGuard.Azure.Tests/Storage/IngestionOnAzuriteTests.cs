using System.Globalization;
using System.Text;
using Azure.Core;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction.Ingestion;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Storage;

/// <summary>A file of JSON lines from inbox to clean on Azurite. Its size in MB: GUARD_INBOX_MB, 12 where it is not set.</summary>
public sealed class IngestionOnAzuriteTests(AzuriteServer azurite)
{
    private const string Email = "erika.mustermann@mailbox.org";

    private static readonly SystemEntropy Entropy = new(TimeProvider.System);

    private readonly InMemoryAuditLog _audit = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// The worker's network ends for good at a random request, as a kill looks from the storage's side; another worker goes on.
    /// </summary>
    [LongFact]
    public async Task GoesOn_WhereAKilledWorkerStopped()
    {
        var name = $"claims/{Guid.NewGuid():N}.jsonl";
        var lines = await UploadAsync(name);
        var staged = 0;
        var ended = IngestionResult.Gone;
        for (var lives = 0; ended == IngestionResult.Gone; lives++)
        {
            var (left, life) = (Random.Shared.Next(3, 12) + (lives * 2), lives);
            var network = new LostResponses(_ => Interlocked.Decrement(ref left) < 0);
            void Count(Request request)
            {
                if (request.Uri.Query.Contains("comp=block&", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref staged);
                }
            }

            try
            {
                ended = await Inbox(options =>
                {
                    network.Policy(options);
                    options.Retry.MaxRetries = 1;
                    options.AddPolicy(new LostResponses(request =>
                    {
                        Count(request);
                        return false;
                    }), HttpPipelinePosition.PerCall);
                }).RunAsync(name, Cancel);
            }
            catch (StoreUnavailableException)
            {
                // While it is not finished, nobody sees any of it.
                (await Files().FindAsync("clean/" + name, Cancel) is null || life > 0).ShouldBeTrue();
            }
        }

        ended.ShouldBe(IngestionResult.Clean);
        await using var clean = (await Files().OpenReadAsync(
            "clean/" + name, (await Files().FindAsync("clean/" + name, Cancel)).ShouldNotBeNull().Version, 0, Cancel)).ShouldNotBeNull();
        using var reader = new StreamReader(clean);
        var read = 0;
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            line.ShouldBe($$"""{"n":{{read++}},"content":"Write to [email], {{new string('x', 400)}}"}""");
        }

        read.ShouldBe(lines);
        staged.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task TellsAnotherVersion_FromTheOneThatItBeganWith()
    {
        var name = $"inbox/{Guid.NewGuid():N}";
        var files = Files();
        await files.StageAsync(name, "one", 0, "first"u8.ToArray(), Cancel);
        (await files.FindAsync(name, Cancel)).ShouldBeNull();
        (await files.CommitAsync(name, "two", 1, Cancel)).ShouldBeFalse();
        (await files.CommitAsync(name, "one", 1, Cancel)).ShouldBeTrue();
        var first = (await files.FindAsync(name, Cancel)).ShouldNotBeNull();
        await files.StageAsync(name, "two", 0, "sec"u8.ToArray(), Cancel);
        await files.StageAsync(name, "two", 1, "ond"u8.ToArray(), Cancel);
        (await files.CommitAsync(name, "two", 3, Cancel)).ShouldBeFalse();
        (await files.CommitAsync(name, "two", 2, Cancel)).ShouldBeTrue();
        (await files.OpenReadAsync(name, first.Version, 0, Cancel)).ShouldBeNull();
        await using var stream = (await files.OpenReadAsync(
            name, (await files.FindAsync(name, Cancel)).ShouldNotBeNull().Version, 3, Cancel)).ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(Cancel)).ShouldBe("ond");
    }

    private AzureStagedBlobStore Files(Action<ClientOptions>? configure = null) => new(AzuriteStores.Clients(azurite, configure));

    private FileIngestion Inbox(Action<ClientOptions> configure)
    {
        var clients = AzuriteStores.Clients(azurite, configure);
        return new(
            new AzureStagedBlobStore(clients), new AzureBlobStore(clients, "quarantine", Entropy),
            new TableDocumentStore(clients, TimeProvider.System, Entropy),
            _audit, new NoPolicy(), Entropy, TimeProvider.System, new IngestionOptions { StretchBytes = 4 << 20, BlockBytes = 1 << 20 });
    }

    private async Task<int> UploadAsync(string name)
    {
        var megabytes = int.Parse(Environment.GetEnvironmentVariable("GUARD_INBOX_MB") ?? "12", CultureInfo.InvariantCulture);
        var files = Files();
        var block = new StringBuilder();
        var (lines, blocks) = (0, 0);
        for (long written = 0; written < megabytes * 1_000_000L;)
        {
            block.Clear();
            while (block.Length < 4_000_000)
            {
                block.Append(
                    CultureInfo.InvariantCulture, $$"""{"n":{{lines++}},"content":"Write to {{Email}}, {{new string('x', 400)}}"}""")
                    .Append('\n');
            }

            await files.StageAsync("inbox/" + name, "upload", blocks++, Encoding.ASCII.GetBytes(block.ToString()), Cancel);
            written += block.Length;
        }

        await files.CommitAsync("inbox/" + name, "upload", blocks, Cancel);
        return lines;
    }

    private sealed class NoPolicy : IPolicySource
    {
        public GuardPolicy Current { get; } = PolicyLoader.Load(
            """
            version: 1
            applications:
              - { id: claims, tier: low, models: [m], callers: ["key:a"] }
            tiers:
              low: { input: { personal: mask, secrets: block } }
            models:
              m: { platform: openai, endpoint: "https://models.example/v1", deployment: m }
            """u8.ToArray(), "guard.yaml").Policy!;
    }
}
