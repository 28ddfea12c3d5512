using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

public static class InteractionGuardServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IInteractionGuard"/>. The host must add logging, <see cref="IModelClient"/>, <see cref="IAuditLog"/>,
    /// <see cref="IAlertSink"/>, <see cref="ILeakReporter"/>, <see cref="IDocumentStore"/>, <see cref="IBlobStore"/>,
    /// <see cref="ISecretStore"/> and <see cref="IKeyRing"/>; further
    /// <see cref="IToolRule"/> services join the judgement of tool calls.
    /// </summary>
    public static IServiceCollection AddInteractionGuard(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<GatewayOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy, SystemEntropy>();
        services.AddContent();
        services.AddReview();
        services.AddToolCallEvaluator();
        services.TryAddSingleton<GatewayKey>();
        services.TryAddSingleton<InteractionLinks>();
        services.TryAddSingleton<ConversationScopes>();
        services.TryAddSingleton<RecordedResults>();
        services.TryAddSingleton<OutputEvaluators>();
        services.TryAddSingleton<CaseContentBuilder>();
        services.TryAddSingleton<ReleaseTickets>();
        services.TryAddSingleton<CaseRouter>();
        services.TryAddSingleton<ModelRoutes>();
        services.TryAddSingleton<FailurePolicy>();
        services.TryAddSingleton<OutputInspection>();
        services.TryAddSingleton<GuardResponseWriter>();
        services.TryAddSingleton<ErrorWriter>();
        services.TryAddSingleton<DeniedCallRounds>();
        services.TryAddSingleton<PlainDelivery>();
        services.TryAddSingleton<ToolDelivery>();
        services.TryAddSingleton<ObservedDelivery>();
        services.TryAddSingleton<BufferedDelivery>();
        services.TryAddSingleton<LiveDelivery>();
        services.TryAddSingleton<Delivery>();
        services.TryAddSingleton<InteractionListeners>();
        services.TryAddSingleton<InteractionOpener>();
        services.TryAddSingleton<RestrictionCheck>();
        services.TryAddSingleton<ModelRouting>();
        services.TryAddSingleton<InputInspection>();
        services.TryAddSingleton<StoredResponses>();
        services.TryAddSingleton<ResponseChains>();
        services.TryAddSingleton<ModelInvocation>();
        services.TryAddSingleton<IInteractionGuard, InteractionGuard>();
        return services;
    }
}
