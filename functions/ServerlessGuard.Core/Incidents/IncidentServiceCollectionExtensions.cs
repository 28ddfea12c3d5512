using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Incidents;

public static class IncidentServiceCollectionExtensions
{
    /// <summary>The service key of the wrapped alert sink.</summary>
    internal const string Behind = "behind incidents";

    /// <summary>
    /// The incidents' record, and the rule that declares one from an alert. Call it after <see cref="IAlertSink"/> was added: it stands
    /// before that.
    /// </summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(IncidentWorkflow)))
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new IncidentOptions());
        services.AddSingleton<IncidentWorkflow>();
        var inner = services.Last(static service => service.ServiceType == typeof(IAlertSink));
        services.Remove(inner);
        services.Add(inner switch
        {
            { ImplementationInstance: { } instance } => ServiceDescriptor.KeyedSingleton(Behind, (IAlertSink)instance),
            { ImplementationFactory: { } factory } =>
                ServiceDescriptor.KeyedSingleton(Behind, (provider, _) => (IAlertSink)factory(provider)),
            _ => new ServiceDescriptor(typeof(IAlertSink), Behind, inner.ImplementationType!, ServiceLifetime.Singleton),
        });
        services.AddSingleton<IAlertSink, IncidentAlertSink>();
        return services;
    }
}
