using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Hosting;

/// <summary>The stores of a data folder without a host: for commands that read or change them beside a running guard.</summary>
internal static class LocalServices
{
    public static ServiceProvider Open(string folder, TimeProvider clock, Action<IServiceCollection>? add = null)
    {
        DataFolder.Create(folder);
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddSingleton<IEntropy>(new SystemEntropy(clock));
        services.AddLocalStores(folder);
        services.TryAddSingleton<CallerKeys>();
        services.TryAddSingleton(static provider => new TokenVault(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<IKeyRing>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<TimeProvider>()));
        add?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
