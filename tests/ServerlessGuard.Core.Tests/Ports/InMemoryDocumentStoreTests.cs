using ServerlessGuard.Testing.Contracts;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Ports;

public sealed class InMemoryDocumentStoreTests : DocumentStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new InMemoryDocumentStore(Clock);
        return ValueTask.CompletedTask;
    }
}
