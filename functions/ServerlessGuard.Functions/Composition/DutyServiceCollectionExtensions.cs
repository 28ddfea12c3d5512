using System.Collections.Frozen;
using Azure.Core;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServerlessGuard.Azure;
using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Azure.Drills;
using ServerlessGuard.Azure.Events;
using ServerlessGuard.Azure.Models;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Azure.Simulation;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Evaluation;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction.Ingestion;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Web.Console;
using ServerlessGuard.Web.Credentials;
using ServerlessGuard.Web.Deployments;
using ServerlessGuard.Web.Gateway;
using ServerlessGuard.Web.Hosting;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Functions.Composition;

/// <summary>Puts together what the app's duties need, and no more: a function of another duty finds no services here.</summary>
public static partial class DutyServiceCollectionExtensions
{
    /// <summary>The client that drills call the gateway with.</summary>
    public const string DrillClient = "guard-drill";

    private const string GatewayModule = "gateway";

    /// <summary>The modules of an app. <c>policies/duties.yaml</c> names those of each duty.</summary>
    private static readonly FrozenDictionary<string, Action<IServiceCollection, DutySettings>> Modules =
        new Dictionary<string, Action<IServiceCollection, DutySettings>>
        {
            [GatewayModule] = AddGatewayModule,
            ["inbox"] = static (services, _) => services.AddFileIngestion(),
            ["review"] = AddReviewModule,
            ["rotation"] = AddRotationModule,
            ["deployments"] = AddDeploymentsModule,
            ["audit"] = AddAuditModule,
        }.ToFrozenDictionary();

    /// <summary>The modules that <c>policies/duties.yaml</c> may name.</summary>
    public static IReadOnlyCollection<string> KnownModules => Modules.Keys;

    /// <summary>
    /// Azure's front end ends a request that has had no byte of its answer for 230 s; the guard's own work and its refusal need some of
    /// them.
    /// </summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(200);

    public static IServiceCollection AddDuty(this IServiceCollection services, DutySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton(settings);
        if (settings.Simulation is { } simulation)
        {
            services.AddAzureSimulation(simulation, "guard-" + settings.Duty);
        }

        AddStores(services, settings);
        AddPolicy(services, settings);
        if (settings.Topic is { } topic)
        {
            services.TryAddSingleton<IEventPublisher>(provider => new EventGridPublisher(new EventGridPublisherClient(
                topic, provider.GetRequiredService<TokenCredential>(), new EventGridPublisherClientOptions().Over(provider))));
        }

        services.AddGuardWeb(web =>
        {
            web.Identity.Entra = new() { TenantId = settings.Tenant, Audience = settings.Audience };
            web.Events.AllowOnly(settings.EventOrigins);

            // The gateway alone takes no events: it has no queue, and no right on one.
            web.Health.HasQueue = settings.HasQueue;
        });
        services.TryAddSingleton<EventIngress>();
        foreach (var module in settings.Duties.SelectMany(static duty => duty.Modules).Distinct())
        {
            Modules[module](services, settings);
        }

        return services;
    }

    private static void AddGatewayModule(IServiceCollection services, DutySettings settings)
    {
        AddModels(services, settings);
        services.AddIncidents();
        AddOutcomes(services);
    }

    private static void AddReviewModule(IServiceCollection services, DutySettings settings)
    {
        services.AddContent();
        services.TryAddSingleton(new ReportingTopics(settings.Reporters));
        services.AddGuardReview();
        services.AddIncidents();
        AddOutcomes(services);
        AddConsole(services, settings).AddConsoleCases().AddConsoleIncidents();
    }

    private static void AddRotationModule(IServiceCollection services, DutySettings settings)
    {
        services.AddAzureRotation(settings.Vault);
        services.AddReview();
        services.AddGuardCredentials();
        services.AddIncidents();

        // Only this module rotates: the drill that kills a key is its own.
        services.AddDrills(DrillKind.Revocation);
    }

    private static void AddDeploymentsModule(IServiceCollection services, DutySettings settings)
    {
        // The probes go through the same engine that serves.
        AddModels(services, settings);
        services.AddAttestation(Path.GetDirectoryName(Path.GetFullPath(settings.PolicyFile))!);
        services.AddRollbacks();
        services.AddAzureDeployments();
        services.AddDeploymentWatch();
        services.AddGuardDeployments();
        services.AddIncidents();
        AddOutcomes(services);
        AddDrills(services, settings);
    }

    /// <summary>The engine and its models.</summary>
    private static void AddModels(IServiceCollection services, DutySettings settings)
    {
        services.TryAddSingleton<IUpstreamCredentials, EntraUpstreamCredentials>();
        services.AddGuardGateway(gateway => (gateway.Upstream, gateway.ResponseTimeout) = (settings.Upstream, AnswerWithin));
        services.AddReview();
    }

    /// <summary>
    /// One console per app. Where several modules have one, its sessions are the first one's: there is one identity then.
    /// </summary>
    private static IServiceCollection AddConsole(IServiceCollection services, DutySettings settings, string? sessions = null) =>
        services.Any(static service => service.ServiceType == typeof(IConfigureOptions<ConsoleOptions>))
            ? services
            : services.AddGuardConsole(console =>
        {
            console.PublicOrigin = settings.PublicOrigin;
            console.Sessions = sessions ?? console.Sessions;
        });

    /// <summary>Rollbacks; and incidents, where the gateway is in this app or it is known where it answers.</summary>
    private static void AddDrills(IServiceCollection services, DutySettings settings)
    {
        if (Has(settings, GatewayModule))
        {
            services.AddDrills(DrillKind.Rollback, DrillKind.Incident);
            return;
        }

        if (settings.Gateway is not { } gateway)
        {
            services.AddDrills(DrillKind.Rollback);
            return;
        }

        services.AddHttpClient(DrillClient);
        services.TryAddSingleton<IDrillRequestSender>(provider => new HttpDrillRequestSender(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(DrillClient),
            new HttpDrillRequestOptions(gateway, settings.Audience),
            provider.GetRequiredService<TokenCredential>(),
            provider.GetRequiredService<IPolicySource>(),
            provider.GetRequiredService<IEntropy>()));
        services.AddDrills(DrillKind.Rollback, DrillKind.Incident);
    }

    /// <summary>Counting in this instance's memory. After attestation, whose probes are counted too.</summary>
    private static void AddOutcomes(IServiceCollection services)
    {
        services.AddOutcomes();
        services.AddHostedService<OutcomeWriter>();
    }

    private static bool Has(DutySettings settings, string module) =>
        settings.Duties.Any(duty => duty.Modules.Contains(module, StringComparer.Ordinal));

    private static void AddPolicy(IServiceCollection services, DutySettings settings) => services.TryAddSingleton<IPolicySource>(provider =>
    {
        var loaded = PolicyLoader.LoadFile(settings.PolicyFile);
        return loaded.Policy is { } policy
            ? new PolicyStore(policy, provider.GetRequiredService<ILogger<PolicyStore>>())
            : throw new InvalidOperationException(
                $"The policy is not valid, and nothing is served without one. {string.Join(' ', loaded.Errors)}");
    });
}
