using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class AzureBlobStoreContractTests(AzuriteServer azurite) : BlobStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new AzureBlobStore(
            AzuriteStores.Clients(azurite), "c" + Guid.NewGuid().ToString("N"), new SystemEntropy(TimeProvider.System));
        return ValueTask.CompletedTask;
    }
}

public sealed class AzureBlobStoreTests(AzuriteServer azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(9 << 20)]
    public async Task KnowsItsOwnBlob_WhenOnlyTheAnswerWasLost(int length)
    {
        var network = LostResponses.EverySecond(global::Azure.Core.RequestMethod.Put);
        var (container, bytes) = ("c" + Guid.NewGuid().ToString("N"), new byte[length]);
        await new AzureBlobStore(AzuriteStores.Clients(azurite), container, new SystemEntropy(TimeProvider.System))
            .DeleteAsync("none", Cancel);
        var store = new AzureBlobStore(AzuriteStores.Clients(azurite, network.Policy), container, new SystemEntropy(TimeProvider.System));
        using var first = new MemoryStream(bytes);
        (await store.CreateAsync("b", first, Cancel)).ShouldBeTrue();
        network.Lost.ShouldBeGreaterThan(0);
        using var second = new MemoryStream(bytes);
        (await store.CreateAsync("b", second, Cancel)).ShouldBeFalse();
    }
}
