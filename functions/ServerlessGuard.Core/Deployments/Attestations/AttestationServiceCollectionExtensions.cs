using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Deployments.Probes;

namespace ServerlessGuard.Core.Deployments.Attestations;

public static class AttestationServiceCollectionExtensions
{
    /// <summary>
    /// Probes and attestations. The host adds the ports, the gateway's model client and its <see cref="IDeploymentPlatform"/>s.
    /// </summary>
    /// <param name="policyFolder">The folder of the policy's file: suites are named relative to it.</param>
    public static IServiceCollection AddAttestation(this IServiceCollection services, string policyFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ProbeOptions());
        services.TryAddSingleton<IProbeSuiteSource>(new ProbeSuiteFiles(policyFolder));
        services.TryAddSingleton<ProbeRunner>();
        services.TryAddSingleton<IProbeRunner>(static provider => provider.GetRequiredService<ProbeRunner>());
        services.TryAddSingleton<AttestationStore>();
        services.TryAddSingleton<IAttestations>(static provider => provider.GetRequiredService<AttestationStore>());
        services.TryAddSingleton<Revalidator>();
        return services;
    }
}
