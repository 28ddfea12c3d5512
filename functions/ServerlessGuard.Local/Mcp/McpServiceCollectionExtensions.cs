using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol.AspNetCore;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Local.Mcp;

internal static class McpServiceCollectionExtensions
{
    /// <summary>The gateway for MCP, without a transport. The host adds <see cref="IInteractionGuard"/> and its stores.</summary>
    public static IServiceCollection AddMcpGateway(this IServiceCollection services, McpConfig config, Func<string, string?> variable)
    {
        services.AddSingleton(config);
        services.TryAddSingleton<IMcpConnector>(new McpConnector(variable));
        services.TryAddSingleton<McpPins>();
        services.TryAddSingleton<McpDefinitionRules>();
        services.TryAddSingleton<McpGatewaySessions>();
        services.TryAddSingleton<McpListing>();
        services.TryAddSingleton<McpInteractions>();
        services.TryAddSingleton<McpGateway>();
        return services;
    }

    /// <summary><c>/mcp</c> for all servers and <c>/mcp/SERVER</c> for one, over streamable HTTP, behind the pipeline.</summary>
    public static IServiceCollection AddMcpEndpoints(this IServiceCollection services)
    {
        services.AddRoutingCore();
        services.AddMcpServer().WithHttpTransport(static http =>
        {
            // Clients of the older handshake have sessions; those of the newer protocol have none, and name a conversation by a header.
            http.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
            http.ConfigureSessionOptions = static (context, options, _) =>
            {
                var route = context.Features.GetRequiredFeature<McpRoute>();
                context.RequestServices.GetRequiredService<McpGateway>().Configure(options, route.Server, route.Session);
                return Task.CompletedTask;
            };
        });
        services.TryAddSingleton<McpTransport>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, McpPostEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, McpStreamEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, McpServerPostEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, McpServerStreamEndpoint>(),
        ]);
        return services;
    }
}
