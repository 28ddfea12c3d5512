using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Local.Telemetry;

namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// The MCP server that clients see. It has no tools of its own: what servers list is filtered by the policy and by their pins, and each
/// request goes through <see cref="McpInteractions"/>. Thread-safe.
/// </summary>
internal sealed class McpGateway(McpGatewaySessions sessions, McpListing listing, McpInteractions interactions)
{
    /// <summary>The options of the protocol's server for one session.</summary>
    /// <param name="options">Filled.</param>
    /// <param name="server">The only server that the session reaches, whose names stay; null: all, with their names before.</param>
    /// <param name="session">The session of the request that is being handled.</param>
    public void Configure(McpServerOptions options, string? server, Func<McpCaller, McpGatewaySession> session)
    {
        var reached = sessions.Config.Servers.Values.Where(one => server is null || one.Id == server).ToList();
        options.ServerInfo = new Implementation { Name = "serverless-guard", Title = "ServerlessGuard", Version = GuardVersion.Text };
        options.Capabilities = new ServerCapabilities { Tools = new() };
        var scope = new McpScope(IsOne: server is not null);
        options.Handlers.ListToolsHandler = async (request, cancellationToken) =>
        {
            var (caller, one) = Open(request.Server, session);
            return new ListToolsResult { Tools = await listing.ToolsAsync(scope, caller, one, cancellationToken) };
        };
        options.Handlers.CallToolHandler = async (request, cancellationToken) =>
        {
            var (caller, one) = Open(request.Server, session);
            return await interactions.CallAsync(scope, caller, one, request.Params!, cancellationToken);
        };
        if (reached.Exists(static one => one.Resources))
        {
            options.Capabilities.Resources = new();
            options.Handlers.ListResourcesHandler = async (request, cancellationToken) =>
            {
                var (caller, one) = Open(request.Server, session);
                return new ListResourcesResult { Resources = await listing.ResourcesAsync(caller, one, cancellationToken) };
            };
            options.Handlers.ListResourceTemplatesHandler = async (request, cancellationToken) =>
            {
                var (caller, one) = Open(request.Server, session);
                return new ListResourceTemplatesResult { ResourceTemplates = await listing.TemplatesAsync(caller, one, cancellationToken) };
            };
            options.Handlers.ReadResourceHandler = async (request, cancellationToken) =>
            {
                var (caller, one) = Open(request.Server, session);
                return await interactions.ReadAsync(caller, one, request.Params!, cancellationToken);
            };
        }

        if (reached.Exists(static one => one.Prompts))
        {
            options.Capabilities.Prompts = new();
            options.Handlers.ListPromptsHandler = async (request, cancellationToken) =>
            {
                var (caller, one) = Open(request.Server, session);
                return new ListPromptsResult { Prompts = await listing.PromptsAsync(scope, caller, one, cancellationToken) };
            };
            options.Handlers.GetPromptHandler = async (request, cancellationToken) =>
            {
                var (caller, one) = Open(request.Server, session);
                return await interactions.PromptAsync(scope, caller, one, request.Params!, cancellationToken);
            };
        }
    }

    private static (McpCaller Caller, McpGatewaySession Session) Open(McpServer client, Func<McpCaller, McpGatewaySession> session)
    {
        var caller = McpCaller.Current ?? throw McpTexts.Refused("The request has no caller.");
        var one = session(caller);
        (one.Caller, one.Client) = (caller, client);
        return (caller, one);
    }
}

/// <summary>How names of tools and prompts are told apart.</summary>
/// <param name="IsOne">The client reaches one server alone, whose names stay as they are; else its name comes before.</param>
internal sealed record McpScope(bool IsOne)
{
    private const char Between = '_';

    public string NameOf(McpServerConfig server, string name) => IsOne ? name : $"{server.Id}{Between}{name}";

    /// <summary>
    /// The server and its own name of what a client names; null where no server is meant. Names of servers have no underscore.
    /// </summary>
    public (McpUpstream Upstream, string Name)? Find(McpGatewaySession session, string name)
    {
        if (IsOne)
        {
            return session.Upstreams.FirstOrDefault() is { } only ? (only, name) : null;
        }

        var at = name.IndexOf(Between, StringComparison.Ordinal);
        return at > 0 && session.Find(name[..at]) is { } upstream ? (upstream, name[(at + 1)..]) : null;
    }
}
