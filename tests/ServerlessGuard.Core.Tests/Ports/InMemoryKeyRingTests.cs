using ServerlessGuard.Testing.Contracts;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Ports;

public sealed class InMemoryKeyRingTests : KeyRingContract
{
    public override ValueTask InitializeAsync()
    {
        Ring = new InMemoryKeyRing();
        return ValueTask.CompletedTask;
    }
}
