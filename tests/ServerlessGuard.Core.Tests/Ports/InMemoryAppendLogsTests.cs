using ServerlessGuard.Testing.Contracts;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Ports;

public sealed class InMemoryAppendLogsTests : AppendLogContract
{
    public override ValueTask InitializeAsync()
    {
        Logs = new InMemoryAppendLogs();
        return ValueTask.CompletedTask;
    }
}
