using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Local.Stores;

/// <summary>A guard's stores without a host: for commands that read or change them beside a running guard.</summary>
internal static class LocalServices
{
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">Time.</param>
    /// <param name="add">Adds the services that the caller needs besides.</param>
    /// <param name="places">The stores of its state; null is on this machine.</param>
    public static ServiceProvider Open(
        string folder, TimeProvider clock, Action<IServiceCollection>? add = null, StorageTargets? places = null)
    {
        places ??= StorageTargets.Local;
        if (places.NeedsFolder)
        {
            DataFolder.Open(folder);
        }

        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddSingleton<IEntropy>(new SystemEntropy(clock));
        services.AddStorageTargets(places);
        services.AddLocalStores(folder);
        services.TryAddSingleton<CallerKeys>();
        services.TryAddSingleton<TokenVault>();
        add?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
