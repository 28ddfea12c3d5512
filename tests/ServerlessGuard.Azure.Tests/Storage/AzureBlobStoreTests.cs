using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class AzureBlobStoreContractTests(AzuriteServer azurite) : BlobStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new AzureBlobStore(AzuriteStores.Clients(azurite), "c" + Guid.NewGuid().ToString("N"), new SystemEntropy(TimeProvider.System));
        return ValueTask.CompletedTask;
    }
}
