using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Tests;

namespace ServerlessGuard.FunctionsHost.Tests;

/// <summary>
/// The published app of each duty on the tests' host, beside one emulator, one simulated Azure and one model. A duty starts when a test
/// first asks for it.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<AppHost>>> _hosts = new(StringComparer.Ordinal);

    public Stage() => DemoKey = new(() => KeyAsync("demo"));

    /// <summary>
    /// The duty whose tests share one model: they write its script, so that they are one collection and none runs beside another.
    /// </summary>
    public const string Gateway = "gateway";

    public static DutyList Duties { get; } = DutyList.Read(DutyList.Shipped);

    public AzuriteServer Azurite { get; } = new();

    public AzureSimulation Azure { get; private set; } = null!;

    public ScriptedModel Model { get; private set; } = null!;

    /// <summary>The receiver of the spans of the gateway's app.</summary>
    public TraceCollector Traces { get; private set; } = null!;

    /// <summary>A key of the demo application's caller.</summary>
    public Lazy<Task<string>> DemoKey { get; }

    public async ValueTask InitializeAsync()
    {
        await Azurite.InitializeAsync();
        var policy = PolicyLoader.LoadFile(Path.Combine(AppContext.BaseDirectory, "policies", "guard.yaml")).Policy!;
        Azure = await DutyAzure.StartAsync(
            policy, new ProbeSuiteFiles(Path.Combine(AppContext.BaseDirectory, "policies")), "http://127.0.0.1:0", TimeProvider.System,
            TestContext.Current.CancellationToken);
        Model = await ScriptedModel.StartAsync();
        Traces = await TraceCollector.StartAsync();
    }

    /// <summary>The duties of an app: one, or all.</summary>
    public static IReadOnlyList<Duty> Find(string text) =>
        Duties.TryFind(text, out var found, out var problem) ? found : throw new InvalidOperationException(problem);

    public Task<AppHost> HostAsync(string duty) =>
        _hosts.GetOrAdd(duty, name => new(() => Condition.EndsAsync(cancel => AppHost.StartAsync(
            new AppHostOptions(PublishedApp.Folder, Settings(name)), cancel), $"the app of {name} to start"))).Value;

    /// <summary>The output of <c>guard simulate settings</c>, for this emulator; a message that fails comes again after a second.</summary>
    public Dictionary<string, string> Settings(string duty)
    {
        Azurite.Require();
        var written = DutyAppSettings.Write(Duties, Find(duty), Azure.Address, new Uri(Model.Address, "v1"));
        var settings = JsonElement.Parse(written).GetProperty("Values").EnumerateObject().ToDictionary(
            static value => value.Name,
            value => value.Value.GetString() is DutyAppSettings.Emulator ? Azurite.ConnectionString : value.Value.GetString()!,
            StringComparer.Ordinal);
        if (duty == Gateway)
        {
            (settings["OTEL_EXPORTER_OTLP_ENDPOINT"], settings["OTEL_EXPORTER_OTLP_PROTOCOL"], settings["OTEL_BSP_SCHEDULE_DELAY"]) = (
                Traces.Address, "http/protobuf", "100");
        }

        if (duty == DutyList.All)
        {
            // It would take the redactor's messages beside the redactor's own app.
            settings["GuardEventsQueue"] = "events-all";
        }

        settings["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01";
        settings["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:01";
        return settings;
    }

    public QueueClient Queue(string name) =>
        new(Azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    /// <summary>As <c>guard keys create</c> makes it.</summary>
    public async Task<string> KeyAsync(string name, params string[] roles)
    {
        await using var services = Places();
        var keys = ActivatorUtilities.CreateInstance<CallerKeys>(services);
        return (await keys.CreateAsync(name, roles, null, TestContext.Current.CancellationToken)).ShouldNotBeNull().Key;
    }

    public ServiceProvider Places() => new ServiceCollection()
        .AddLogging()
        .AddStorageTargets(new StorageTargets(
            new AzureStoreOptions
            {
                ConnectionString = Azurite.ConnectionString,
                Vault = new Uri($"https://{AzureSimulation.VaultHost}/"),
                CreateMissing = true
            },
            new AzurePlatformOptions { Simulation = Azure.Address }))
        .BuildServiceProvider();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
        {
            if (host.Value.IsCompletedSuccessfully)
            {
                await (await host.Value).DisposeAsync();
            }
        }

        await Model.DisposeAsync();
        await Traces.DisposeAsync();
        await Azure.DisposeAsync();
        await Azurite.DisposeAsync();
    }
}
