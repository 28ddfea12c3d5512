using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Drills;

public static class DrillServiceCollectionExtensions
{
    /// <summary>
    /// Drills behind the ports. The host adds logging, its ports, incidents, rotation, rollbacks, attestation and the gateway, an
    /// <see cref="IDrillGrants"/> where it can revoke grants, and runs <see cref="DrillSweep"/> every second or so.
    /// </summary>
    /// <param name="services">The host's.</param>
    /// <param name="kinds">The kinds that this host runs; none: all.</param>
    public static IServiceCollection AddDrills(this IServiceCollection services, params ReadOnlySpan<DrillKind> kinds)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDrillReader();
        services.TryAddSingleton<DrillPreconditions>();
        services.TryAddSingleton<Leases>();
        services.TryAddSingleton<AvailableDrills>();
        services.TryAddSingleton<DrillReporter>();
        services.TryAddSingleton<DrillExecutor>();
        services.TryAddSingleton<Driller>();
        services.TryAddSingleton<DrillSweep>();
        services.TryAddSingleton<IActiveDrillLookup, ActiveDrillTargets>();
        foreach (var kind in kinds.IsEmpty ? Enum.GetValues<DrillKind>() : kinds)
        {
            services.TryAddEnumerable(kind switch
            {
                DrillKind.Rollback => ServiceDescriptor.Singleton<IDrill, RollbackDrill>(),
                DrillKind.Revocation => ServiceDescriptor.Singleton<IDrill, RevocationDrill>(),
                DrillKind.Incident => ServiceDescriptor.Singleton<IDrill, IncidentDrill>(),
                _ => throw new ArgumentOutOfRangeException(nameof(kinds)),
            });
            if (kind == DrillKind.Rollback)
            {
                services.TryAddSingleton<DeploymentPlatforms>();
            }
            else if (kind == DrillKind.Incident)
            {
                services.TryAddSingleton<IDrillRequestSender, GatewayDrillRequestSender>();
            }
        }

        return services;
    }

    /// <summary>The past drills, for hosts that run none. The host adds <see cref="Ports.IDocumentStore"/>.</summary>
    public static IServiceCollection AddDrillReader(this IServiceCollection services)
    {
        services.TryAddSingleton(new DrillTimings());
        services.TryAddSingleton<DrillJournal>();
        services.TryAddSingleton<DrillHistory>();
        return services;
    }
}

/// <summary>Tells which alerts a drill itself causes: those about its target, while its harm lasts and for a while after.</summary>
internal sealed class ActiveDrillTargets(DrillJournal journal, TimeProvider clock, DrillTimings times) : IActiveDrillLookup
{
    public async ValueTask<string?> RunOnAsync(string subject, CancellationToken cancellationToken) =>
        (await journal.ReadAsync(cancellationToken)).Run is { Intent: not null } run && run.Target == subject
            && (run.Ended is not { } ended || clock.GetUtcNow() < ended + times.Pause + times.PollEvery)
            ? run.Id
            : null;
}
