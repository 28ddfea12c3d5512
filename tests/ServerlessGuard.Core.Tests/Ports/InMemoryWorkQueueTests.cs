using ServerlessGuard.Testing.Contracts;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Ports;

public sealed class InMemoryWorkQueueTests : WorkQueueContract
{
    public override ValueTask InitializeAsync()
    {
        Store = new InMemoryWorkQueue(Clock, maxDeliveries: 3);
        return ValueTask.CompletedTask;
    }
}
