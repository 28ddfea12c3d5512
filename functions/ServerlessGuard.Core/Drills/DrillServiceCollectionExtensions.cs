using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Incidents;

namespace ServerlessGuard.Core.Drills;

public static class DrillServiceCollectionExtensions
{
    /// <summary>
    /// Drills behind the ports. The host adds logging, its ports, incidents, rotation, rollbacks, attestation and the gateway, an
    /// <see cref="IDrillGrants"/> where it can revoke grants, and runs <see cref="DrillSweep"/> every second or so.
    /// </summary>
    public static IServiceCollection AddDrills(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new DrillTimes());
        services.TryAddSingleton<DrillJournal>();
        services.TryAddSingleton<DrillHistory>();
        services.TryAddSingleton<DrillStops>();
        services.TryAddSingleton<Driller>();
        services.TryAddSingleton<DrillSweep>();
        services.TryAddSingleton<IDrilled, DrilledTargets>();
        services.TryAddSingleton<IDrillOutputs, GatewayDrillOutputs>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDrill, RollbackDrill>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDrill, RevocationDrill>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDrill, IncidentDrill>());
        return services;
    }
}
