using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class TableDocumentStoreContractTests(AzuriteServer azurite) : DocumentStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new TableDocumentStore(AzuriteStores.Clients(azurite), Clock, new SystemEntropy(TimeProvider.System));
        return ValueTask.CompletedTask;
    }
}
