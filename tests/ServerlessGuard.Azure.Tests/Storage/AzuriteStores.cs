using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Azure.Tests.Storage;

/// <summary>Stores of a test on Azurite, made as a host makes them.</summary>
internal static class AzuriteStores
{
    public static AzureStoreOptions Options(AzuriteServer azurite, string logs = "log-test")
    {
        azurite.Require();
        return new() { ConnectionString = azurite.ConnectionString, CreateMissing = true, LogContainer = logs };
    }

    public static StorageClients Clients(AzuriteServer azurite, Action<global::Azure.Core.ClientOptions>? configure = null) =>
        new(Options(azurite), static () => throw new InvalidOperationException("The emulator needs no token."), configure);
}
