using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// The protocol's own handler behind the guard's pipeline: the pipeline has found the caller, and the caller's credential goes no further.
/// Thread-safe.
/// </summary>
internal sealed class McpTransport(IServiceProvider services, McpGatewaySessions sessions, IEntropy entropy)
{
    private readonly Lazy<IReadOnlyList<RouteEndpoint>> _handlers = new(() =>
    {
        var routes = new Routes(services);
        routes.MapMcp("/mcp");
        return [.. routes.DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()];
    });

    public async Task HandleAsync(GuardRequest request, string? server)
    {
        var (http, caller) = (request.Http, request.Caller!);
        var reached = sessions.Config.Servers.Values
            .Where(one => (server is null || one.Id == server) && one.Admits(caller.Application!.Id))
            .ToList();
        if (reached.Count == 0)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("There is no MCP server of this name for this application.", http.RequestAborted);
            return;
        }

        var handler = _handlers.Value.FirstOrDefault(
            one => one.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(http.Request.Method) == true);
        if (handler?.RequestDelegate is not { } handle)
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        // A session is its caller's: the handler compares the name with that of whoever opened it.
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller.Principal)], "guard"));
        http.Request.Headers.Remove("Authorization");
        http.Features.Set(new McpRoute(server, SessionOf(http, caller.Principal, server, reached)));
        McpCaller.Current = new McpCaller(caller.Principal, caller.Application!, request.Policy);
        await handle(http);
    }

    /// <summary>
    /// Finds the session of a request. Clients of the older handshake have one of their own from their first request on; the others
    /// share one with whoever has the same key, and names the same conversation.
    /// </summary>
    private Func<McpCaller, McpGatewaySession> SessionOf(
        HttpContext http, string principal, string? server, IReadOnlyList<McpServerConfig> reached)
    {
        string? named = http.Request.Headers[GatewayHeaders.Conversation] is [{ Length: > 0 and <= 128 } given] ? given : null;
        var isOwn = named is null && http.Request.Headers["MCP-Protocol-Version"].Count == 0;
        var key = string.Join('\n', principal, server ?? "", isOwn ? entropy.NewId() : "shared:" + named);
        return _ => sessions.Get(key, named, reached);
    }

    private sealed class Routes(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}

/// <summary>The server that a request's path names, and the session that it belongs to.</summary>
internal sealed record McpRoute(string? Server, Func<McpCaller, McpGatewaySession> Session);

/// <summary>Requests of MCP's clients. Each may be a call of a tool, and counts as one.</summary>
internal abstract class McpEndpoint(McpTransport transport) : GuardEndpoint
{
    private const long LargestBody = 4L << 20;

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override long? MaxBodyBytes => LargestBody;

    public override bool IsInteraction => true;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken) =>
        transport.HandleAsync(request, request.RouteValues.GetValueOrDefault("server"));
}

/// <summary>Streams that a server's notices come on, and the end of a session: no interactions.</summary>
internal abstract class McpStreams(McpTransport transport) : McpEndpoint(transport)
{
    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Delete];

    public override bool IsInteraction => false;
}

internal sealed class McpPostEndpoint(McpTransport transport) : McpEndpoint(transport)
{
    public override string Route => "/mcp";
}

internal sealed class McpStreamEndpoint(McpTransport transport) : McpStreams(transport)
{
    public override string Route => "/mcp";
}

internal sealed class McpServerPostEndpoint(McpTransport transport) : McpEndpoint(transport)
{
    public override string Route => "/mcp/{server}";
}

internal sealed class McpServerStreamEndpoint(McpTransport transport) : McpStreams(transport)
{
    public override string Route => "/mcp/{server}";
}
