using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.FunctionsHost;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Benchmarks.FunctionApp;

/// <summary>
/// A duty's published app on the tests' host, beside an emulator and a simulated Azure, under a policy of the benchmark's.
/// </summary>
internal sealed class AppHarness(AzuriteServer azurite, AzureSimulation azure, string policies) : IAsyncDisposable
{
    /// <summary>An idle queue is asked ever less often; after this long, as seldom as it comes to be.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    private readonly List<AppHost> _hosts = [];

    public async Task<AppHost> StartAsync(string app, string duty, params string[] disabled)
    {
        var duties = DutyList.Read(DutyList.Shipped);
        var written = DutyAppSettings.Write(
            duties, [.. duties.Duties.Where(one => one.Id == duty)], azure.Address, new Uri(azure.Address, "v1"));
        var settings = JsonElement.Parse(written).GetProperty("Values").EnumerateObject().ToDictionary(
            static value => value.Name,
            value => value.Value.GetString() is DutyAppSettings.Emulator ? azurite.ConnectionString : value.Value.GetString()!,
            StringComparer.Ordinal);
        settings["Guard__Policy"] = Path.Combine(policies, "guard.yaml");
        foreach (var function in disabled)
        {
            settings[$"AzureWebJobs.{function}.Disabled"] = "true";
        }

        var host = await AppHost.StartAsync(new AppHostOptions(app, settings), CancellationToken.None);
        _hosts.Add(host);
        return host.Failures is [] ? host : throw new InvalidOperationException(string.Join(Environment.NewLine, host.Failures));
    }

    /// <summary>As Event Grid puts an event there.</summary>
    public async Task TellAsync(string duty, string told)
    {
        var queue = new QueueClient(
            azurite.ConnectionString, $"events-{duty}", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(told);
    }

    /// <summary>The same stores, from outside of the app.</summary>
    public ServiceProvider Places() => new ServiceCollection()
        .AddLogging()
        .AddStorageTargets(new StorageTargets(
            new AzureStoreOptions
            {
                ConnectionString = azurite.ConnectionString,
                Vault = new Uri($"https://{AzureSimulation.VaultHost}/"),
                CreateMissing = true
            },
            new AzurePlatformOptions { Simulation = azure.Address }))
        .BuildServiceProvider();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }
}
