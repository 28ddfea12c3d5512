using ServerlessGuard.Testing.Contracts;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Ports;

public sealed class InMemorySecretStoreTests : SecretStoreContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new InMemorySecretStore();
        return ValueTask.CompletedTask;
    }
}
