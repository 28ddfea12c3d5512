using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

public static class GuardReviewServiceCollectionExtensions
{
    /// <summary>Adds the case API, beside the console's own engine. The host runs <see cref="CaseSweep"/>.</summary>
    public static IServiceCollection AddGuardReview(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddReview();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, CasesEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseContentEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseActEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseReleaseEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, QueueLoadEndpoint>(),
        ]);
        return services;
    }
}
