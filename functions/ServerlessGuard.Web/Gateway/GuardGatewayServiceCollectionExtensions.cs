using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

public static class GuardGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds the endpoints of OpenAI's and Anthropic's clients. The host must add what <c>AddGuardWeb</c> and <c>AddInteractionGuard</c> ask
    /// for; without an <see cref="IUpstreamCredentials"/> of its own, models are called without a credential.
    /// </summary>
    public static IServiceCollection AddGuardGateway(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddInteractionGuard(configure);
        services.AddLeakReports();
        services.TryAddSingleton<IUpstreamCredentials, NoUpstreamCredentials>();
        services.TryAddSingleton<IModelClient, HttpModelClient>();
        services.TryAddSingleton<IdempotentResponses>();
        services.TryAddSingleton<IdempotentRequestHandler>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, ChatCompletionsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ResponsesEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ToolsDecideEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ToolsResultsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CompletionsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, EmbeddingsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ModerationsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, MessagesEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, MessageTokensEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, StoredResponseEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, StoredInputEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, GuardrailEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ModelsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, OneModelEndpoint>(),
        ]);
        return services;
    }
}
