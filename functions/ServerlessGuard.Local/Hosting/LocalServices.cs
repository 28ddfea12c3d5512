using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Local.Cli;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Hosting;

/// <summary>A guard's stores without a host: for commands that read or change them beside a running guard.</summary>
internal static class LocalServices
{
    /// <summary>The stores where the command says that they are.</summary>
    /// <param name="folder">The data folder, as it was given.</param>
    public static ServiceProvider Open(Terminal terminal, string folder, TimeProvider clock, Action<IServiceCollection>? add = null) =>
        Open(terminal.Resolve(folder), clock, add, terminal.Places);

    public static ServiceProvider Open(string folder, TimeProvider clock, Action<IServiceCollection>? add = null, HostPlaces? places = null)
    {
        places ??= HostPlaces.Here;
        if (places.NeedsFolder)
        {
            DataFolder.Create(folder);
        }

        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddSingleton<IEntropy>(new SystemEntropy(clock));
        services.AddPlaces(places);
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
