using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Contracts;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class AppendBlobLogsContractTests(AzuriteServer azurite) : AppendLogContract
{
    public override ValueTask InitializeAsync()
    {
        Logs = new AppendBlobLogs(AzuriteStores.Clients(azurite), "l" + Guid.NewGuid().ToString("N"), [], new SystemEntropy(TimeProvider.System), TimeProvider.System);
        return ValueTask.CompletedTask;
    }
}
