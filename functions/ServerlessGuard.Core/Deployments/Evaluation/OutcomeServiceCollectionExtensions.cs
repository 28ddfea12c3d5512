using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Deployments.Evaluation;

public static class OutcomeServiceCollectionExtensions
{
    /// <summary>
    /// Counting and judging behind the ports; the gateway finds <see cref="IOutcomeRecorder"/> by itself, and probes are counted where
    /// attestation was added before. The host runs
    /// <see cref="OutcomeRecorder.FlushAsync"/> and then <see cref="OutcomeEvaluator.RunAsync"/> every <see cref="OutcomeOptions.Every"/>.
    /// </summary>
    public static IServiceCollection AddOutcomes(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new OutcomeOptions());
        services.TryAddSingleton<OutcomeStore>();
        services.TryAddSingleton<OutcomeRecorder>();
        services.TryAddSingleton<IOutcomeRecorder>(static provider => provider.GetRequiredService<OutcomeRecorder>());
        services.TryAddSingleton<OutcomeEvaluator>();
        if (services.Any(static service => service.ServiceType == typeof(ProbeRunner)))
        {
            services.Replace(ServiceDescriptor.Singleton<IProbeRunner, ProbeOutcomeCounter>());
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICaseListener, DeniedOutputCounter>());
        return services;
    }
}
