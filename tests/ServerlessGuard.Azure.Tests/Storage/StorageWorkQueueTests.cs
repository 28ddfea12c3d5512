using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

/// <summary>An emulator of its own: these tests move its clock.</summary>
public sealed class StorageWorkQueueContractTests(AzuriteServer azurite) : WorkQueueContract, IClassFixture<AzuriteServer>
{
    public override ValueTask InitializeAsync()
    {
        Store = new StorageWorkQueue(AzuriteStores.Clients(azurite), new Dictionary<string, string>(), new SystemEntropy(TimeProvider.System));
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask PassAsync(TimeSpan time) => await azurite.AdvanceAsync(time + TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
}
