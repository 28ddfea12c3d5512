using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class LongBodySweepTests(AzuriteServer azurite)
{
    private static readonly byte[] Long = new byte[TableDocumentStore.LongestInline + 1];

    private readonly string _partition = $"idempotency-{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A body stays as long as a living document refers to it, and for a week whatever refers to it.</summary>
    [Fact]
    public async Task DeletesWhatNothingRefersTo_OnceItIsOld()
    {
        azurite.Require();
        var clients = AzuriteStores.Clients(azurite);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var store = new TableDocumentStore(clients, clock, new SystemEntropy(clock));
        await store.CreateAsync(_partition, "kept", Long, null, Cancel);
        await store.CreateAsync(_partition, "expires", Long, clock.GetUtcNow().AddDays(3), Cancel);
        var replaced = (await store.CreateAsync(_partition, "replaced", Long, null, Cancel)).ShouldNotBeNull();

        // As a duty without the right to delete leaves it: the body that the document does not name any more.
        var left = (await BodiesAsync(clients)).Single(static name => name.Contains("/replaced/", StringComparison.Ordinal));
        await store.ReplaceAsync(_partition, "replaced", Long, replaced.Version, null, Cancel);
        await PutAsync(clients, left);
        await PutAsync(clients, $"{_partition}/gone/orphan");
        await PutAsync(clients, $"{_partition}/named-otherwise");
        (await BodiesAsync(clients)).Count.ShouldBe(6);

        await PassAsync(clients, store, clock);
        (await BodiesAsync(clients)).Count.ShouldBe(6, "a body is written before its document");

        clock.Advance(LongBodySweep.YoungestOrphan + TimeSpan.FromHours(1));
        await PassAsync(clients, store, clock);
        var bodies = await BodiesAsync(clients);
        bodies.Count.ShouldBe(3);
        bodies.ShouldNotContain(left);
        (await store.GetAsync(_partition, "kept", Cancel)).ShouldNotBeNull().Body.Length.ShouldBe(Long.Length);
        (await store.GetAsync(_partition, "replaced", Cancel)).ShouldNotBeNull().Body.Length.ShouldBe(Long.Length);

        await PutAsync(clients, left);
        (await new LongBodySweep(clients, store, clock, [TableOf()]).RunAsync(Cancel)).ShouldBe(0, "it rests after a pass");
    }

    private string TableOf() => DocumentTables.Of(_partition);

    /// <summary>A pass is over when a run changes nothing, because the sweep rests.</summary>
    private async Task PassAsync(StorageClients clients, TableDocumentStore store, TimeProvider clock)
    {
        for (string? stood = null, now; ; stood = now)
        {
            await new LongBodySweep(clients, store, clock, [TableOf()]).RunAsync(Cancel);
            now = (await store.GetAsync(LongBodySweep.Partition, TableOf(), Cancel)).ShouldNotBeNull().Version;
            if (now == stood)
            {
                return;
            }
        }
    }

    private async Task PutAsync(StorageClients clients, string name) =>
        await (await clients.ContainerAsync(DocumentTables.SpillOf(TableOf())))
            .GetBlobClient(name)
            .UploadAsync(BinaryData.FromBytes(Long), overwrite: true, Cancel);

    private async Task<List<string>> BodiesAsync(StorageClients clients)
    {
        var names = new List<string>();
        await foreach (var name in new AzureBlobStore(clients, DocumentTables.SpillOf(TableOf()), new SystemEntropy(TimeProvider.System))
            .ListAsync(_partition + "/", Cancel))
        {
            names.Add(name);
        }

        return names;
    }
}
