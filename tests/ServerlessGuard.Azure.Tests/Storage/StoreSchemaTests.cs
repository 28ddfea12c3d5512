using Azure.Data.Tables;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Storage;

public sealed class StoreSchemaTests(AzuriteServer azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StoresWithoutData_AreGivenTheVersion_AndOpenAgain()
    {
        var options = AzuriteStores.Options(azurite, Container());
        foreach (var start in (string[])["first", "second"])
        {
            await using var host = Host(options);
            await using var log = await host.GetRequiredService<IAppendLogs>().OpenAsync($"{start}{Guid.NewGuid():N}", Cancel);
            await log.AppendAsync([new byte[] { 1 }], Cancel);
            await host.GetRequiredService<IDocumentStore>().CreateAsync("health", $"{Guid.NewGuid():N}", new byte[] { 1 }, null, Cancel);
        }

        var stated = await (await TableAsync(options)).GetEntityAsync<TableEntity>(
            StoreSchema.Partition, options.LogContainer, cancellationToken: Cancel);
        stated.Value.GetInt32(StoreSchema.Version).ShouldBe(SchemaVersion.Current);
    }

    [Fact]
    public async Task TwoInstancesOnEmptyStores_BothOpen()
    {
        var options = AzuriteStores.Options(azurite, Container());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var host = Host(options);
            await host.GetRequiredService<StorageClients>().RequireSchemaAsync();
        }));
    }

    [Fact]
    public async Task DataWithoutAVersion_IsRefused_WithTheAccountAndTheFix()
    {
        var options = AzuriteStores.Options(azurite, Container());
        await (await Outside(options).ContainerAsync(options.LogContainer)).GetAppendBlobClient("w/000000")
            .CreateAsync(cancellationToken: Cancel);
        await using var host = Host(options);

        var refused = await Should.ThrowAsync<StoreSchemaException>(
            async () => await host.GetRequiredService<IDocumentStore>().GetAsync("health", "probe", Cancel));

        refused.Message.ShouldBe(
            $"The storage account guard (container {options.LogContainer}) holds data without a schema version; this guard reads "
            + $"version {SchemaVersion.Text} alone and converts nothing. Name a new storage account, or delete this one's containers, "
            + "queues and tables.");
        await Should.ThrowAsync<StoreSchemaException>(async () => await host.GetRequiredService<IAppendLogs>().OpenAsync("w1", Cancel));
        (await (await TableAsync(options)).GetEntityIfExistsAsync<TableEntity>(
            StoreSchema.Partition, options.LogContainer, cancellationToken: Cancel)).HasValue.ShouldBeFalse();
    }

    [Theory]
    [InlineData(SchemaVersion.Current - 1)]
    [InlineData(SchemaVersion.Current + 1)]
    public async Task AnOlderOrNewerVersion_IsRefused(int version)
    {
        var options = AzuriteStores.Options(azurite, Container());
        await (await TableAsync(options)).AddEntityAsync(
            new TableEntity(StoreSchema.Partition, options.LogContainer) { [StoreSchema.Version] = version }, Cancel);
        await using var host = Host(options);

        var refused = await Should.ThrowAsync<StoreSchemaException>(
            async () => await host.GetRequiredService<IWorkQueue>().ReceiveAsync("events", 1, TimeSpan.FromSeconds(1), Cancel));

        refused.Message.ShouldContain($"of schema version {version};");
    }

    private static string Container() => $"log-{Guid.NewGuid():N}";

    private static async Task<TableClient> TableAsync(AzureStoreOptions options) =>
        await Outside(options).TableAsync(DocumentTables.Of(StoreSchema.Partition));

    private static StorageClients Outside(AzureStoreOptions options) =>
        new(options, static () => throw new InvalidOperationException("The emulator needs no token."));

    private static ServiceProvider Host(AzureStoreOptions options) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton<ISecretStore>(new InMemorySecretStore())
            .AddAzureStores(options)
            .BuildServiceProvider();
}
