using ServerlessGuard.Testing.Contracts;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Ports;

public sealed class InMemoryBlobStoreTests : BlobStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new InMemoryBlobStore();
        return ValueTask.CompletedTask;
    }
}
