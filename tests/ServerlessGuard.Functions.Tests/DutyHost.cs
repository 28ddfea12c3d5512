using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Testing.Azurite;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Functions.Tests;

/// <summary>One duty's services as its app makes them, on Azurite; only the key vault is in memory.</summary>
internal sealed class DutyHost : IAsyncDisposable
{
    private static readonly InMemorySecretStore Secrets = new();
    private static readonly InMemoryKeyRing Keys = new();

    private DutyHost(ServiceProvider services) => Services = services;

    public ServiceProvider Services { get; }

    public static IConfiguration Configuration(string duty, AzuriteServer azurite) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Guard:Duty"] = duty,
        ["Guard:StorageConnection"] = azurite.ConnectionString,
        ["Guard:Vault"] = "https://guard.vault.azure.net/",
        ["Guard:Tenant"] = "11111111-1111-1111-1111-111111111111",
        ["Guard:Audience"] = "api://guard",
        ["AZURE_CLIENT_ID"] = "22222222-2222-2222-2222-222222222222",
    }).Build();

    public static DutyHost Of(string duty, AzuriteServer azurite)
    {
        azurite.Require();
        var services = new ServiceCollection();
        services.AddSingleton(Configuration(duty, azurite));
        services.AddSingleton<ISecretStore>(Secrets);
        services.AddSingleton<IKeyRing>(Keys);
        services.AddDuty(DutySettings.Read(Configuration(duty, azurite)));
        return new(services.BuildServiceProvider());
    }

    public T Function<T>() => ActivatorUtilities.CreateInstance<T>(Services);

    public object Function(Type type) => ActivatorUtilities.CreateInstance(Services, type);

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
