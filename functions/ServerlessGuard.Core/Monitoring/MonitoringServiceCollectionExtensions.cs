using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServerlessGuard.Core.Monitoring;

public static class MonitoringServiceCollectionExtensions
{
    /// <summary>
    /// Counting behind <see cref="IInteractionMonitor"/>, which the gateway finds by itself, and the restrictions that it holds callers
    /// to. The host runs <see cref="MonitoringCollector.FlushAsync"/> every few seconds and at its end.
    /// </summary>
    public static IServiceCollection AddMonitoringCollector(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MonitoringStore>();
        services.TryAddSingleton<CallerRestrictions>();
        services.TryAddSingleton<Heartbeats>();
        services.TryAddSingleton<MonitoringCollector>();
        services.TryAddSingleton<IInteractionMonitor>(static provider => provider.GetRequiredService<MonitoringCollector>());
        return services;
    }

    /// <summary>The evaluation of what was counted. The host runs <see cref="MonitoringDuty.RunAsync"/>,
    /// <see cref="MisuseDuty.RunAsync"/> and <see cref="SilenceDuty.RunAsync"/> every minute.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MonitoringStore>();
        services.TryAddSingleton<MonitoringReader>();
        services.TryAddSingleton<MonitoringBaselines>();
        services.TryAddSingleton<MonitoringDuty>();
        services.TryAddSingleton<CallerRestrictions>();
        services.TryAddSingleton<MisuseDuty>();
        services.TryAddSingleton<Heartbeats>();
        services.TryAddSingleton<SilenceDuty>();
        return services;
    }
}
