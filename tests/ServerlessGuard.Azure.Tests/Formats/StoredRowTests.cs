using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Azure.Tests.Storage;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Formats;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Formats;

/// <summary>A document's entity, by its columns, and the table of each partition: a store is read by these.</summary>
public sealed class StoredRowTests(AzuriteServer azurite)
{
    private static readonly string[] Partitions =
    [
        "alerts", "auditor-sessions", "caller-keys", "cases", "cases-content", "cases-history", "console-sessions", "content", "drills",
        "health", "idempotency", "inbox", "incidents", "outcomes", "releases", "rollbacks", "rotations", "routes", "schema", "tool-limit",
        "vault", "anything-else",
    ];

    [Fact]
    public void Partitions_LieInTheGoldenTables() => GoldenFile.ShouldMatch(
        string.Concat(Partitions.Select(static partition => $"{partition} {DocumentTables.Of(partition)}\n")), "tables.txt");

    [Fact]
    public async Task AnEntity_HasTheGoldenColumns()
    {
        var cancel = TestContext.Current.CancellationToken;
        var options = AzuriteStores.Options(azurite, $"log-{Guid.NewGuid():N}");
        await using var host = new ServiceCollection()
            .AddLogging()
            .AddSingleton<ISecretStore>(new InMemorySecretStore())
            .AddAzureStores(options)
            .BuildServiceProvider();
        var (small, large) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");
        var documents = host.GetRequiredService<IDocumentStore>();
        await documents.CreateAsync("health", small, new byte[] { 1 }, null, cancel);
        await documents.CreateAsync("health", large, new byte[TableDocumentStore.LongestInline + 1], null, cancel);

        var table = await host.GetRequiredService<StorageClients>().TableAsync(DocumentTables.Of("health"));
        var text = new StringBuilder();
        foreach (var (name, key) in ((string, string)[])[("inline", small), ("long", large)])
        {
            var entity = (await table.GetEntityAsync<TableEntity>("health", key, cancellationToken: cancel)).Value;
            text.Append(name).Append('\n');
            foreach (var (column, value) in entity.Where(static c => !c.Key.StartsWith("odata", StringComparison.Ordinal))
                .OrderBy(static c => c.Key, StringComparer.Ordinal))
            {
                text.Append("  ").Append(column).Append(' ').Append(value?.GetType().Name).Append('\n');
            }
        }

        GoldenFile.ShouldMatch(text.ToString(), "entity.txt");
    }
}
