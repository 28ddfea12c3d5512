using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

public static class InteractionGuardServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="InteractionGuard"/>. The host must add <see cref="IModelClient"/>, <see cref="IAuditLog"/>,
    /// <see cref="IAlerts"/>, <see cref="ILeakReports"/>, <see cref="IDocumentStore"/>, <see cref="IBlobStore"/>, <see cref="ISecretStore"/> and <see cref="IKeyRing"/>; further
    /// <see cref="IToolRule"/> services join the judgement of tool calls.
    /// </summary>
    public static IServiceCollection AddInteractionGuard(this IServiceCollection services, Action<GatewayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<GatewayOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy>(static provider => new SystemEntropy(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static _ => Redactor.Default);
        services.TryAddSingleton(static provider => new TokenVault(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<IKeyRing>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IContentGuard>(static provider => new ContentGuard(
            provider.GetRequiredService<Redactor>(),
            provider.GetRequiredService<TokenVault>(),
            provider.GetRequiredService<IEntropy>()));
        services.AddContent();
        services.AddReview();
        services.TryAddSingleton<CaseWriting>();
        services.TryAddSingleton<ReleaseTickets>();
        services.TryAddSingleton(static provider => new CaseRouter(
            provider.GetRequiredService<ICases>(),
            provider.GetRequiredService<CaseWriting>(),
            provider.GetRequiredService<Novelty>(),
            provider.GetRequiredService<Sampling>(),
            provider.GetRequiredService<IAlerts>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CaseRouter>>() ?? NullLogger<CaseRouter>.Instance));
        services.TryAddSingleton<ModelRoutes>();
        services.AddToolJudge();
        services.TryAddSingleton(static provider => new InteractionGuard(
            provider.GetRequiredService<IContentGuard>(),
            provider.GetRequiredService<IModelClient>(),
            provider.GetRequiredService<IAuditLog>(),
            provider.GetRequiredService<IAlerts>(),
            provider.GetRequiredService<ISecretStore>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ToolJudge>(),
            provider.GetRequiredService<ILeakReports>(),
            provider.GetRequiredService<ContentStore>(),
            provider.GetRequiredService<CaseRouter>(),
            provider.GetRequiredService<ReleaseTickets>(),
            provider.GetRequiredService<ModelRoutes>(),
            provider.GetRequiredService<IOptions<GatewayOptions>>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            provider.GetService<IOutcomes>()));
        return services;
    }
}
