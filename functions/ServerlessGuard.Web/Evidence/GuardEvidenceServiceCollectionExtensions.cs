using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Evidence;

public static class GuardEvidenceServiceCollectionExtensions
{
    /// <summary>Adds <c>/guard/evidence</c> and <c>/guard/statements</c>. The host must add evidence itself (AddEvidence).</summary>
    public static IServiceCollection AddGuardEvidence(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, EvidenceReportEndpoint>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, EvidenceFileEndpoint>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, StatementEndpoint>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, StatementListEndpoint>());
        return services;
    }
}
