using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Incidents;

public static class IncidentServiceCollectionExtensions
{
    /// <summary>The key of the alerts that stood there before.</summary>
    internal const string Behind = "behind incidents";

    /// <summary>The incidents' record, and the rule that declares one from an alert. Call it after <see cref="IAlerts"/> was added: it stands before that.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(IncidentDesk)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new IncidentOptions());
        services.AddSingleton<IncidentDesk>();
        var inner = services.Last(static service => service.ServiceType == typeof(IAlerts));
        services.Remove(inner);
        services.Add(inner switch
        {
            { ImplementationInstance: { } instance } => ServiceDescriptor.KeyedSingleton(Behind, (IAlerts)instance),
            { ImplementationFactory: { } factory } => ServiceDescriptor.KeyedSingleton(Behind, (provider, _) => (IAlerts)factory(provider)),
            _ => new ServiceDescriptor(typeof(IAlerts), Behind, inner.ImplementationType!, ServiceLifetime.Singleton),
        });
        services.AddSingleton<IAlerts, IncidentAlerts>();
        return services;
    }
}
