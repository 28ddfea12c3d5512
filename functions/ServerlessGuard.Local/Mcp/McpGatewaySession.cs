using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// One client's conversation through the gateway: its own connections to the servers, what its model has read, and its held calls. Two
/// callers never share one.
/// </summary>
internal sealed class McpGatewaySession : IAsyncDisposable
{
    private const int MostHeld = 100;

    private readonly Dictionary<string, McpUpstream> _upstreams;
    private readonly ConcurrentDictionary<string, string> _held = new(StringComparer.Ordinal);

    public McpGatewaySession(
        string conversation, IEnumerable<McpServerConfig> servers, IMcpConnector connector, McpDefinitionRules rules, TimeProvider clock,
        ILogger logger)
    {
        Conversation = conversation;
        _upstreams = servers.ToDictionary(
            static server => server.Id,
            server => new McpUpstream(server, connector, HandlersOf(server, rules), clock, logger),
            StringComparer.Ordinal);
    }

    /// <summary>The name under which its tokens hold.</summary>
    public string Conversation { get; }

    public McpConversation Said { get; } = new();

    /// <summary>The client's side, where the session has one that can be asked.</summary>
    public McpServer? Client { get; set; }

    /// <summary>The tools that each server was last found to offer, by server and policy.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<JudgedDefinition>> Shown { get; } = new(StringComparer.Ordinal);

    /// <summary>The caller of the last request.</summary>
    public McpCaller? Caller { get; set; }

    public DateTimeOffset Used { get; set; }

    public IReadOnlyCollection<McpUpstream> Upstreams => _upstreams.Values;

    public McpUpstream? Find(string server) => _upstreams.GetValueOrDefault(server);

    /// <summary>The case in which a call is held; null where it is not.</summary>
    public string? HeldAs(string call) => _held.GetValueOrDefault(call);

    public void Hold(string call, string @case)
    {
        if (_held.Count < MostHeld)
        {
            _held[call] = @case;
        }
    }

    public void Forget(string call) => _held.TryRemove(call, out _);

    public async ValueTask DisposeAsync()
    {
        foreach (var upstream in _upstreams.Values)
        {
            await upstream.DisposeAsync();
        }
    }

    /// <summary>
    /// A server may ask the client's model and user only where its configuration says so, and never with orders to a model.
    /// </summary>
    private McpClientHandlers HandlersOf(McpServerConfig server, McpDefinitionRules rules)
    {
        var handlers = new McpClientHandlers();
#pragma warning disable MCP9005 // Newer revisions of the protocol call sampling deprecated; servers of older ones still ask.
        if (server.Sampling)
        {
            handlers.SamplingHandler = async (asked, _, cancellationToken) =>
            {
                if (asked is null)
                {
                    throw McpTexts.Refused("The server asked for nothing.");
                }

                var texts = asked.Messages.SelectMany(static one => one.Content).OfType<TextContentBlock>().Select(static one => one.Text);
                Require(server, rules, [.. texts, asked.SystemPrompt ?? ""]);
                return await Asked().SampleAsync(asked, cancellationToken);
            };
        }
#pragma warning restore MCP9005

        if (server.Elicitation)
        {
            handlers.ElicitationHandler = async (asked, cancellationToken) =>
            {
                Require(server, rules, [asked?.Message ?? ""]);
                return await Asked().ElicitAsync(asked!, cancellationToken);
            };
        }

        return handlers;
    }

    private McpServer Asked() => Client ?? throw McpTexts.Refused("This client cannot be asked.");

    private void Require(McpServerConfig server, McpDefinitionRules rules, IReadOnlyList<string> texts)
    {
        if (Caller is not { } caller || rules.ReasonOf(server, texts, caller.Policy, caller.Application) is not null)
        {
            throw McpTexts.Refused("The guard refused what the server asks.");
        }
    }
}

/// <summary>The living sessions by key; one that is not used for a while ends, and the oldest makes room. Thread-safe.</summary>
internal sealed class McpGatewaySessions(
    McpConfig config, IMcpConnector connector, McpDefinitionRules rules, IEntropy entropy, TimeProvider clock,
    ILogger<McpGatewaySessions> logger) : IAsyncDisposable
{
    private const int Most = 200;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, McpGatewaySession> _living = new(StringComparer.Ordinal);

    public McpConfig Config => config;

    /// <summary>The session of a key, made at its first use.</summary>
    /// <param name="key">One caller's own.</param>
    /// <param name="conversation">The conversation that the caller names; null: one of the session's own.</param>
    /// <param name="servers">The servers that it reaches.</param>
    public McpGatewaySession Get(string key, string? conversation, IEnumerable<McpServerConfig> servers)
    {
        List<McpGatewaySession> ended = [];
        McpGatewaySession session;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var (name, one) in _living.Where(one => one.Value.Used + Idle < now).ToList())
            {
                _living.Remove(name);
                ended.Add(one);
            }

            if (!_living.TryGetValue(key, out session!))
            {
                if (_living.Count >= Most)
                {
                    var (oldest, one) = _living.MinBy(static one => one.Value.Used);
                    _living.Remove(oldest);
                    ended.Add(one);
                }

                session = new McpGatewaySession(conversation ?? "mcp-" + entropy.NewId(), servers, connector, rules, clock, logger);
                _living[key] = session;
            }

            session.Used = now;
        }

        foreach (var one in ended)
        {
            _ = one.DisposeAsync().AsTask();
        }

        return session;
    }

    public async ValueTask DisposeAsync()
    {
        List<McpGatewaySession> all;
        lock (_gate)
        {
            all = [.. _living.Values];
            _living.Clear();
        }

        foreach (var one in all)
        {
            await one.DisposeAsync();
        }
    }
}
