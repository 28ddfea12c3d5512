using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Mcp;
using ServerlessGuard.Local.Policies;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Web.Gateway;

namespace ServerlessGuard.Local.Hosting;

/// <summary>The gateway for one client on two streams, beside a guard that may be running on the same data folder.</summary>
internal static class McpHost
{
    /// <summary>The services of a gateway on a data folder.</summary>
    public static ServiceProvider Open(
        string folder, GuardPolicy policy, McpConfig config, Func<string, string?> variable, TimeProvider clock, StorageTargets places,
        Action<IServiceCollection>? before = null) =>
        LocalServices.Open(
            folder, clock,
            services =>
            {
                before?.Invoke(services);
                services.AddSingleton<IPolicySource>(new FixedPolicy(policy));
                services.AddSingleton(new EmbeddedHostOptions
                {
                    DataFolder = folder,
                    PolicyFile = "",
                    Urls = [],
                    Upstream = WatchServices.NoModel,
                });
                services.AddSingleton<IUpstreamCredentials, LocalUpstreamCredentials>();
                services.AddGuardGateway(static gateway => gateway.Upstream = WatchServices.NoModel);
                services.AddLocalAuditLog();

                // Leaked secrets are reported in the folder's queue, from which the guard that runs there takes them.
                services.TryAddSingleton<IEventPublisher, QueuedEventPublisher>();
                services.AddMcpGateway(config, variable);
            },
            places);

    /// <summary>Serves until the client leaves.</summary>
    public static async Task ServeAsync(
        IServiceProvider services, McpCaller caller, string? server, Stream input, Stream output, CancellationToken cancellationToken)
    {
        var sessions = services.GetRequiredService<McpGatewaySessions>();
        var reached = sessions.Config.Servers.Values.Where(
            one => (server is null || one.Id == server) && one.Admits(caller.Application.Id));
        var session = sessions.Get(server ?? "", null, reached);
        var options = new McpServerOptions();
        services.GetRequiredService<McpGateway>().Configure(options, server, _ => session);
        McpCaller.Current = caller;
        await using var transport = new StreamServerTransport(input, output, "serverless-guard");
        await using var own = McpServer.Create(transport, options, services.GetService<ILoggerFactory>(), services);
        await own.RunAsync(cancellationToken);
    }

    /// <summary>Lists a server's tools as they are now.</summary>
    public static async Task<IReadOnlyList<McpDefinition>> ReadAsync(
        IServiceProvider services, McpServerConfig server, CancellationToken cancellationToken)
    {
        await using var upstream = new McpUpstream(
            server, services.GetRequiredService<IMcpConnector>(), new(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<McpUpstream>>());
        return (await McpListing.ReadAsync(upstream, cancellationToken)).Definitions;
    }
}
