using Azure.Core;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
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
using ServerlessGuard.Core.Deployments.Outcomes;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction.Inbox;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Web.Console;
using ServerlessGuard.Web.Credentials;
using ServerlessGuard.Web.Deployments;
using ServerlessGuard.Web.Gateway;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Functions.Composition;

/// <summary>Puts together what one duty needs, and no more: a function of another duty finds no services here.</summary>
public static partial class DutyServiceCollectionExtensions
{
    /// <summary>The client that drills call the gateway with.</summary>
    public const string DrillClient = "guard-drill";

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
            services.TryAddSingleton<IEventPublisher>(provider => new EventGridEvents(new EventGridPublisherClient(topic, provider.GetRequiredService<TokenCredential>(), new EventGridPublisherClientOptions().Over(provider))));
        }

        services.AddGuardWeb(web =>
        {
            web.Entra = new() { TenantId = settings.Tenant, Audience = settings.Audience };

            // The gateway takes no events: it has no queue, and no right on one.
            web.HasQueue = settings.Duty != "gateway";
        });
        services.TryAddSingleton<EventDoors>();
        switch (settings.Duty)
        {
            case "gateway":
                services.TryAddSingleton<IUpstreamCredentials, EntraUpstreamCredentials>();
                services.AddGuardGateway(gateway => gateway.Upstream = settings.Upstream);
                services.AddReview();
                services.AddIncidents();
                AddOutcomes(services);
                break;
            case "redactor":
                services.AddInboxRedaction();
                break;
            case "reviewer":
                services.AddContent();
                services.TryAddSingleton(new ReportingTopics(settings.Reporters));
                services.AddGuardReview();
                services.AddIncidents();
                AddOutcomes(services);
                services.AddGuardConsole(console => console.PublicOrigin = settings.PublicOrigin).AddConsoleCases().AddConsoleIncidents();
                break;
            case "rotator":
                services.AddAzureRotation(settings.Vault);
                services.AddReview();
                services.AddGuardCredentials();
                services.AddIncidents();

                // Only this duty rotates: the drill that kills a key is its own.
                services.AddDrills(DrillKind.Revocation);
                break;
            case "deployer":
                // The probes go through the same engine that serves.
                services.TryAddSingleton<IUpstreamCredentials, EntraUpstreamCredentials>();
                services.AddGuardGateway(gateway => gateway.Upstream = settings.Upstream);
                services.AddReview();
                services.AddAttestation(Path.GetDirectoryName(Path.GetFullPath(settings.PolicyFile))!);
                services.AddRollbacks();
                services.AddAzureDeployments();
                services.AddDeploymentWatch();
                services.AddGuardDeployments();
                services.AddIncidents();
                AddOutcomes(services);
                AddDrills(services, settings);
                break;
            case "auditor":
                AddAuditor(services, settings);
                break;
        }

        return services;
    }

    /// <summary>Rollbacks; and incidents, where it is known where the gateway answers.</summary>
    private static void AddDrills(IServiceCollection services, DutySettings settings)
    {
        if (settings.Gateway is not { } gateway)
        {
            services.AddDrills(DrillKind.Rollback);
            return;
        }

        services.AddHttpClient(DrillClient);
        services.TryAddSingleton<IDrillOutputs>(provider => new CalledDrillOutputs(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(DrillClient),
            new CalledDrillOptions(gateway, settings.Audience),
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

    private static void AddPolicy(IServiceCollection services, DutySettings settings) => services.TryAddSingleton<IPolicySource>(provider =>
    {
        var loaded = PolicyLoader.LoadFile(settings.PolicyFile);
        return loaded.Policy is { } policy
            ? new PolicyStore(policy, provider.GetRequiredService<ILogger<PolicyStore>>())
            : throw new InvalidOperationException($"The policy is not valid, and nothing is served without one. {string.Join(' ', loaded.Errors)}");
    });
}
