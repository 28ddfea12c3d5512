using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>A duty's app starts on empty stores and on its own, and refuses those of another schema version.</summary>
public sealed class StoreSchemaCheckTests(AzuriteServer azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnOldLog_EndsTheStart()
    {
        var options = Options();
        await (await Clients(options, requiresSchema: false).ContainerAsync(options.LogContainer)).GetAppendBlobClient("w/000000")
            .CreateAsync(cancellationToken: Cancel);

        var refused = await Should.ThrowAsync<StoreSchemaException>(() => Check(options).StartAsync(Cancel));

        refused.Message.ShouldContain($"(container {options.LogContainer}) holds data without a schema version;");
    }

    [Fact]
    public async Task EmptyStores_Start_AndStartAgain()
    {
        var options = Options();

        await Check(options).StartAsync(Cancel);
        await Check(options).StartAsync(Cancel);

        await Clients(options, requiresSchema: true).RequireSchemaAsync();
    }

    [Fact]
    public void EveryApp_ChecksAtItsStart() => new ServiceCollection()
        .AddDuty(DutySettings.Read(DutyHost.Configuration("gateway")))
        .ShouldContain(static one => one.ServiceType == typeof(IHostedService) && one.ImplementationType == typeof(StoreSchemaCheck));

    private AzureStoreOptions Options()
    {
        azurite.Require();
        return new() { ConnectionString = azurite.ConnectionString, CreateMissing = true, LogContainer = $"log-{Guid.NewGuid():N}" };
    }

    private static StorageClients Clients(AzureStoreOptions options, bool requiresSchema) =>
        new(options, static () => throw new InvalidOperationException("The emulator needs no token."), requiresSchema: requiresSchema);

    private static StoreSchemaCheck Check(AzureStoreOptions options) =>
        new(Clients(options, requiresSchema: true), TimeProvider.System, NullLogger<StoreSchemaCheck>.Instance);
}
