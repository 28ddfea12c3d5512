using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

public static class GuardReviewServiceCollectionExtensions
{
    /// <summary>Adds the case API, beside the console's own engine. The host runs <see cref="CaseSweep"/>.</summary>
    public static IServiceCollection AddGuardReview(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddReportedOutputs();
        AddWebhooks(services);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, CasesEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseContentEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseActionEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseReleaseEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseConfirmEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, QueueLoadEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, OutputsEndpoint>(),
        ]);
        return services;
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        var client = services.AddHttpClient(SignedWebhooks.ClientName);
        client.ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
        {
            // A redirect would send a signed case to an address that the policy does not name.
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
        client.AddStandardResilienceHandler(static options =>
        {
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(5);
            options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(20);
            options.Retry.MaxRetryAttempts = 2;
            options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(30);
            options.CircuitBreaker.MinimumThroughput = 5;
        }).SelectPipelineByAuthority();
        services.TryAddSingleton<SignedWebhooks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPolicyEngine, WebhookEngine>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICaseCallbackSender, WebhookCallbacks>());
    }
}
