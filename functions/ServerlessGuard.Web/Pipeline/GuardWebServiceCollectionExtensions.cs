using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Identity;

namespace ServerlessGuard.Web.Pipeline;

public static class GuardWebServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="GuardPipeline"/>. The host must add <see cref="IPolicySource"/>, <see cref="IDocumentStore"/>,
    /// <see cref="ISecretStore"/>, <see cref="IWorkQueue"/> and the audit log; a clock and entropy are the system's
    /// unless it adds others. Endpoints of other capabilities join as <see cref="GuardEndpoint"/> services.
    /// </summary>
    public static IServiceCollection AddGuardWeb(this IServiceCollection services, Action<WebOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<WebOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebOptions>, WebOptionsValidator>());
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy>(static provider => new SystemEntropy(provider.GetRequiredService<TimeProvider>()));
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.AddServerHeader = false);
        services.TryAddSingleton(static provider => new GuardPipeline(
            provider.GetServices<GuardEndpoint>(),
            provider.GetRequiredService<IPolicySource>(),
            provider.GetRequiredService<ICallerAuthentication>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<IOptions<WebOptions>>(),
            provider.GetRequiredService<ILogger<GuardPipeline>>()));
        return services;
    }
}
