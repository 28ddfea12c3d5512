using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Deployments.Evaluation;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction.Ingestion;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Local.Access;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Deployments;
using ServerlessGuard.Local.Evidence;
using ServerlessGuard.Local.Loops;
using ServerlessGuard.Local.Mcp;
using ServerlessGuard.Local.Rotation;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Telemetry;
using ServerlessGuard.Web.Console;
using ServerlessGuard.Web.Credentials;
using ServerlessGuard.Web.Deployments;
using ServerlessGuard.Web.Evidence;
using ServerlessGuard.Web.Gateway;
using ServerlessGuard.Web.Hosting;
using ServerlessGuard.Web.Logs;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Puts the embedded guard together: stores, policy, pipeline, gateway, background work.</summary>
internal static class EmbeddedComposition
{
    /// <summary>
    /// The server's own line and span of each request. The pipeline logs requests itself; a span is made where an exporter listens, and
    /// where this category is not logged only there.
    /// </summary>
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>
    /// An empty host: no configuration file, environment variable or current directory changes what the guard does (OpenTelemetry's
    /// variables say where its spans and metrics go), and no middleware is before the pipeline (WebApplication would put its own
    /// authentication there).
    /// </summary>
    public static IHost Build(EmbeddedHostOptions options, GuardPolicy policy, StartPhase phase, TimeProvider clock) => new HostBuilder()
        .UseContentRoot(AppContext.BaseDirectory)
        .ConfigureAppConfiguration(GuardTelemetry.AddVariables)
        .ConfigureLogging(logging =>
        {
            logging.AddFilter((category, level) =>
                level >= options.LogFrom && category != RequestLog && !phase.Suppresses(category));
            logging.AddSimpleConsole(static console => console.SingleLine = true);
            logging.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        })
        .ConfigureWebHost(web => web
            .UseKestrelCore()
            .UseUrls([.. options.Urls])
            .Configure(static app => app.Run(app.ApplicationServices.GetRequiredService<GuardPipeline>().HandleAsync)))
        .ConfigureServices(services =>
        {
            services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainWithin);
            services.Configure<KestrelServerOptions>(static kestrel =>
                kestrel.Limits.MaxConcurrentConnections = ConnectionLimit.Read().Connections);
            AddGuard(services, options, policy, clock);
            GuardTelemetry.AddWhenConfigured(services, options.Metrics);
            options.Customise?.Invoke(services);
        })
        .Build();

    private static void AddGuard(IServiceCollection services, EmbeddedHostOptions options, GuardPolicy policy, TimeProvider clock)
    {
        services.AddSingleton(options);
        services.AddSingleton(clock);
        services.AddSingleton<IEntropy>(new SystemEntropy(clock));
        services.AddStorageTargets(new(options.Azure, options.Platforms));
        if (options.Azure is not null)
        {
            services.AddFileIngestion();
            services.AddSingleton<ReplicaRecovery>();
        }
        else
        {
            services.AddSingleton<SettledLog>();
        }

        services.AddLocalStores(options.DataFolder, patience: 1);
        services.AddLocalAuditLog();
        if (options.CheckpointFile is { } kept)
        {
            services.AddSingleton(provider => new KeptCheckpoint(kept, provider.GetRequiredService<ILogSource>()));
        }

        options.Witness?.AddTo(services);

        services.AddLocalAccess(options.DataFolder, options.PolicyFile);
        services.AddSingleton(provider => new PolicyStore(policy, provider.GetRequiredService<ILogger<PolicyStore>>()));
        services.AddSingleton<IPolicySource>(static provider => provider.GetRequiredService<PolicyStore>());
        services.AddSingleton<PolicyFileWatcher>();
        services.AddSingleton<IUpstreamCredentials, LocalUpstreamCredentials>();
        services.AddGuardGateway(gateway => (gateway.Upstream, gateway.TracesCalls) = (options.Upstream, false));
        services.AddGuardWeb(web =>
        {
            web.Admission.MaxInteractions = Math.Min(web.Admission.MaxInteractions, ConnectionLimit.Read().Connections);
            web.Pipeline.CorsOrigins = options.CorsOrigins;
            web.Events.AllowOnly(options.EventOrigins);
        });
        services.AddGuardLogs();
        services.AddLocalRotation();
        services.AddGuardCredentials();
        services.AddGuardReview();
        services.AddSingleton<CaseUses>();
        services.AddLocalWatch(options.PolicyFile);
        services.AddGuardDeployments();
        services.AddLocalEvidence(options.DataFolder, options.PolicyFile, options.Witness?.Key);
        services.AddGuardEvidence();
        services.AddOutcomes();
        services.AddMonitoringCollector();
        services.AddMonitoring();
        services.AddIncidents();
        services.AddDrills();
        services.AddGuardConsole().AddConsoleCases().AddConsoleTraces().AddConsoleCredentials().AddConsoleDrills().AddConsoleIncidents()
            .AddConsoleMonitoring();
        if (options.Mcp is { } servers)
        {
            services.AddMcpGateway(servers, Environment.GetEnvironmentVariable);
            services.AddMcpEndpoints();
        }

        services.AddSingleton(new JobIntervals());
        services.AddHostJobs(EmbeddedJobs.All.Where(job => !job.IsForReplicas || options.Azure is not null));
    }
}
