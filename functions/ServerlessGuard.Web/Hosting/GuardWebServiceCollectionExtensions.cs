using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using ServerlessGuard.Core.Admission;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Web.Events;
using ServerlessGuard.Web.Health;
using ServerlessGuard.Web.Identity;
using ServerlessGuard.Web.Inspection;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Hosting;

public static class GuardWebServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="GuardPipeline"/>. The host must add <see cref="IPolicySource"/>, <see cref="IDocumentStore"/>,
    /// <see cref="ISecretStore"/>, <see cref="IWorkQueue"/>, <see cref="IAlertSink"/> and the audit log; a clock and entropy are the
    /// system's unless it adds others. Endpoints of other capabilities join as <see cref="GuardEndpoint"/> services.
    /// </summary>
    public static IServiceCollection AddGuardWeb(this IServiceCollection services, Action<WebOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<WebOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebOptions>, WebOptionsValidator>());
        AddPart(services, static web => web.Pipeline);
        AddPart(services, static web => web.Identity);
        AddPart(services, static web => web.Events);
        AddPart(services, static web => web.Health);
        AddPart(services, static web => web.Admission);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy, SystemEntropy>();
        AddIdentity(services);
        services.TryAddSingleton(static _ => Redactor.Default);
        services.TryAddSingleton<EventDispatcher>();
        services.TryAddSingleton<IEventPublisher, QueuedEventPublisher>();
        services.TryAddSingleton<StoreChecks>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, HealthEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ReadinessEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, InspectEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, EventsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, EventsHandshakeEndpoint>(),
        ]);
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.AddServerHeader = false);
        services.TryAddSingleton<AdmissionLimiter>();
        services.TryAddSingleton<CallerWindows>();
        services.TryAddSingleton<GuardPipeline>();
        return services;
    }

    /// <summary>Each capability reads only its own options.</summary>
    private static void AddPart<T>(IServiceCollection services, Func<WebOptions, T> part)
        where T : class =>
        services.TryAddSingleton(provider => Options.Create(part(provider.GetRequiredService<IOptions<WebOptions>>().Value)));

    private static void AddIdentity(IServiceCollection services)
    {
        var authentication = services.AddAuthentication(NoAuthentication.SchemeName);
        authentication.AddScheme<AuthenticationSchemeOptions, NoAuthentication>(NoAuthentication.SchemeName, null);
        authentication.AddMicrosoftIdentityWebApi(static _ => { }, static _ => { }, EntraAuthentication.Scheme);
        services.AddOptions<JwtBearerOptions>(EntraAuthentication.Scheme)
            .Configure<IOptions<IdentityOptions>, TimeProvider>(static (bearer, options, clock) =>
        {
            if (options.Value.Entra is { } entra)
            {
                EntraTokenValidation.Configure(bearer, entra, clock);
            }
        });
        services.AddOptions<MicrosoftIdentityOptions>(EntraAuthentication.Scheme)
            .Configure<IOptions<IdentityOptions>>(static (identity, options) =>
        {
            if (options.Value.Entra is { } entra)
            {
                identity.Instance = entra.Instance;
                identity.TenantId = entra.TenantId;
                identity.ClientId = entra.Audience;

                // The policy lists apps by client id: that list, not a role in the token, lets them in.
                identity.AllowWebApiToBeAuthorizedByACL = true;
            }
        });
        services.TryAddSingleton<CallerKeys>();
        services.TryAddSingleton<EntraAuthentication>();
        services.TryAddSingleton<FailureBudget>();
        services.TryAddSingleton<ICallerAuthentication, CallerAuthentication>();
    }
}
