using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;

namespace ServerlessGuard.Local.Mcp;

/// <summary>Lists what servers offer, and shows what a model may read of it. Thread-safe.</summary>
internal sealed class McpListing(McpDefinitionRules rules)
{
    private const int MostPages = 20;
    private const int MostItems = 1000;

    /// <summary>The tools of every server that answers, as the client calls them.</summary>
    public async Task<IList<Tool>> ToolsAsync(
        McpScope scope, McpCaller caller, McpGatewaySession session, CancellationToken cancellationToken) =>
        await EachAsync<Tool>(scope, caller, session, static _ => true, async upstream =>
        {
            var (tools, judged) = await JudgeAsync(caller, session, upstream, cancellationToken);
            return [.. tools.Zip(judged)
                .Where(static one => one.Second.Reason is null)
                .Select(one => Shown(one.First, scope.NameOf(upstream.Server, one.First.Name)))];
        });

    /// <summary>The tools of a server as they were last found; asked now where they never were.</summary>
    public async ValueTask<IReadOnlyList<JudgedDefinition>> KnownAsync(
        McpCaller caller, McpGatewaySession session, McpUpstream upstream, CancellationToken cancellationToken) =>
        session.Shown.TryGetValue(KeyOf(caller, upstream), out var known)
            ? known
            : (await JudgeAsync(caller, session, upstream, cancellationToken)).Judged;

    public async Task<IList<Prompt>> PromptsAsync(
        McpScope scope, McpCaller caller, McpGatewaySession session, CancellationToken cancellationToken) =>
        await EachAsync<Prompt>(scope, caller, session, static server => server.Prompts, async upstream =>
        {
            var prompts = await PagesAsync(upstream, static async (client, at, token) =>
            {
                var page = await client.ListPromptsAsync(new ListPromptsRequestParams { Cursor = at }, token);
                return (page.Prompts, page.NextCursor);
            }, cancellationToken);
            return [.. prompts.Where(one => IsReadable(caller, upstream, one)).Select(one => new Prompt
            {
                Name = scope.NameOf(upstream.Server, one.Name),
                Title = one.Title,
                Description = one.Description,
                Arguments = one.Arguments,
            })];
        });

    public async Task<IList<Resource>> ResourcesAsync(McpCaller caller, McpGatewaySession session, CancellationToken cancellationToken) =>
        await EachAsync<Resource>(ScopeOf(session), caller, session, static server => server.Resources, async upstream =>
        {
            var resources = await PagesAsync(upstream, static async (client, at, token) =>
            {
                var page = await client.ListResourcesAsync(new ListResourcesRequestParams { Cursor = at }, token);
                return (page.Resources, page.NextCursor);
            }, cancellationToken);
            return [.. resources.Where(one => IsReadable(caller, upstream, one)).Select(one => new Resource
            {
                Name = one.Name,
                Title = one.Title,
                Description = one.Description,
                MimeType = one.MimeType,
                Size = one.Size,
                Uri = ResourceAddress.Of(session, upstream.Server, one.Uri),
            })];
        });

    public async Task<IList<ResourceTemplate>> TemplatesAsync(
        McpCaller caller, McpGatewaySession session, CancellationToken cancellationToken) =>
        await EachAsync<ResourceTemplate>(ScopeOf(session), caller, session, static server => server.Resources, async upstream =>
        {
            var templates = await PagesAsync(upstream, static async (client, at, token) =>
            {
                var page = await client.ListResourceTemplatesAsync(new ListResourceTemplatesRequestParams { Cursor = at }, token);
                return (page.ResourceTemplates, page.NextCursor);
            }, cancellationToken);
            return [.. templates.Where(one => IsReadable(caller, upstream, one)).Select(one => new ResourceTemplate
            {
                Name = one.Name,
                Title = one.Title,
                Description = one.Description,
                MimeType = one.MimeType,
                UriTemplate = ResourceAddress.Of(session, upstream.Server, one.UriTemplate),
            })];
        });

    private static McpScope ScopeOf(McpGatewaySession session) => new(session.Upstreams.Count == 1);

    /// <summary>All that a server says of its tools, and of itself.</summary>
    public static async Task<(IReadOnlyList<Tool> Tools, IReadOnlyList<McpDefinition> Definitions)> ReadAsync(
        McpUpstream upstream, CancellationToken cancellationToken)
    {
        string? instructions = null;
        var tools = await PagesAsync(upstream, async (client, at, token) =>
        {
            instructions = client.ServerInstructions;
            var page = await client.ListToolsAsync(new ListToolsRequestParams { Cursor = at }, token);
            return (page.Tools, page.NextCursor);
        }, cancellationToken);
        List<McpDefinition> definitions = [.. tools.Select(static tool => new McpDefinition(McpTexts.ToJson(tool)))];
        if (!string.IsNullOrEmpty(instructions))
        {
            definitions.Add(McpDefinition.OfInstructions(instructions));
        }

        return (tools, definitions);
    }

    private async Task<(IReadOnlyList<Tool> Tools, IReadOnlyList<JudgedDefinition> Judged)> JudgeAsync(
        McpCaller caller, McpGatewaySession session, McpUpstream upstream, CancellationToken cancellationToken)
    {
        var (tools, definitions) = await ReadAsync(upstream, cancellationToken);
        var judged = await rules.JudgeAsync(
            upstream.Server, definitions, caller.Policy, caller.Application, caller.Principal, cancellationToken);
        session.Shown[KeyOf(caller, upstream)] = judged;
        return (tools, judged);
    }

    /// <summary>A policy that changed judges anew.</summary>
    private static string KeyOf(McpCaller caller, McpUpstream upstream) => $"{upstream.Server.Id} {caller.Policy.RevisionId}";

    /// <summary>Without icons, which a client would fetch, and without what the protocol does not describe.</summary>
    private static Tool Shown(Tool tool, string name) => new()
    {
        Name = name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = tool.InputSchema,
        OutputSchema = tool.OutputSchema,
        Annotations = tool.Annotations,
    };

    private bool IsReadable<T>(McpCaller caller, McpUpstream upstream, T described) =>
        rules.ReasonOf(upstream.Server, new McpDefinition(McpTexts.ToJson(described)).Texts, caller.Policy, caller.Application) is null;

    /// <summary>Every server's part. One that gives no answer is left out, unless it is the only one.</summary>
    private static async Task<IList<T>> EachAsync<T>(
        McpScope scope, McpCaller caller, McpGatewaySession session, Func<McpServerConfig, bool> has,
        Func<McpUpstream, Task<IReadOnlyList<T>>> list)
    {
        var parts = await Task.WhenAll(session.Upstreams
            .Where(one => has(one.Server) && one.Server.Admits(caller.Application.Id))
            .Select(async upstream =>
            {
                try
                {
                    return await list(upstream);
                }
                catch (ToolFailedException failure) when (!scope.IsOne)
                {
                    _ = failure;
                    return [];
                }
                catch (ToolFailedException failure)
                {
                    throw McpTexts.Refused(failure.Message);
                }
            }));
        return [.. parts.SelectMany(static one => one)];
    }

    private static async Task<IReadOnlyList<T>> PagesAsync<T>(
        McpUpstream upstream, Func<McpClient, string?, CancellationToken, ValueTask<(IList<T> Items, string? Next)>> page,
        CancellationToken cancellationToken)
    {
        var all = new List<T>();
        string? at = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var from = at;
            (var items, at) = await upstream.SendAsync((client, token) => page(client, from, token), cancellationToken);
            all.AddRange(items);
            if (all.Count > MostItems)
            {
                break;
            }

            if (at is null)
            {
                return all;
            }
        }

        throw new ToolFailedException("tool_failed", $"The MCP server {upstream.Server.Id} lists more than the gateway reads.");
    }
}

/// <summary>Addresses of resources where several servers stand behind one: <c>SERVER+URI</c>, whose scheme says the server.</summary>
internal static class ResourceAddress
{
    public static string Of(McpGatewaySession session, McpServerConfig server, string uri) =>
        session.Upstreams.Count == 1 ? uri : $"{server.Id}+{uri}";

    public static (McpUpstream Upstream, string Uri)? Find(McpGatewaySession session, string uri)
    {
        if (session.Upstreams.Count == 1)
        {
            return (session.Upstreams.First(), uri);
        }

        var at = uri.IndexOf('+', StringComparison.Ordinal);
        return at > 0 && session.Find(uri[..at]) is { } upstream ? (upstream, uri[(at + 1)..]) : null;
    }
}
