using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// Takes each request for a tool, a resource or a prompt through the guard, as an interaction of its own: judged, sent to its server, and
/// its result inspected. A held call is made once a reviewer approved it. Thread-safe.
/// </summary>
internal sealed class McpInteractions(McpListing listing, IInteractionGuard guard, CaseReleases releases)
{
    private const string CallTool = "tools/call";
    private const string ReadResource = "resources/read";
    private const string GetPrompt = "prompts/get";

    public async Task<CallToolResult> CallAsync(
        McpScope scope, McpCaller caller, McpGatewaySession session, CallToolRequestParams asked, CancellationToken cancellationToken)
    {
        if (scope.Find(session, asked.Name) is not ({ } upstream, var name) || !upstream.Server.Admits(caller.Application.Id))
        {
            return McpTexts.RefusedCall("There is no tool of this name.", null, null, null);
        }

        foreach (var text in McpTexts.UserTexts(asked.Meta))
        {
            session.Said.AddUser(text);
        }

        var arguments = ArgumentsOf(asked);
        var policyName = upstream.Server.PolicyName(name);
        var hidden = await ReasonOfAsync(caller, session, upstream, name, cancellationToken);
        var request = new McpRequest(upstream, CallTool, policyName)
        {
            Parameters = new JsonObject { ["name"] = policyName, ["arguments"] = arguments },

            // A tool that is not shown is not offered: the call is refused, with an entry.
            Offered = hidden is null ? [policyName] : [],
        };
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{policyName}\n{arguments.ToJsonString()}")));
        if (session.HeldAs(key) is { } held)
        {
            var (answer, approved) = await TakeAsync(held, caller, session, key, cancellationToken);
            if (answer is not null)
            {
                return answer;
            }

            request = approved is null ? request : request with { Parameters = approved, Approved = held };
        }

        var outcome = await RunAsync(caller, session, request, async (parameters, token) =>
        {
            var sent = new CallToolRequestParams
            {
                Name = name,
                Arguments = (parameters["arguments"] as JsonObject ?? []).ToDictionary(
                    static one => one.Key, static one => JsonSerializer.SerializeToElement(one.Value), StringComparer.Ordinal),
            };
            return McpTexts.ToJson(await upstream.SendAsync((client, end) => client.CallToolAsync(sent, end), token));
        }, cancellationToken);
        if (outcome.Case is { } @case)
        {
            session.Hold(key, @case);
        }

        return outcome.Result is { } result
            ? McpTexts.FromJson<CallToolResult>(result.Span)
            : McpTexts.RefusedCall(
                outcome.Message + NextStep(outcome, hidden, upstream.Server), outcome.Interaction, outcome.Verdict, outcome.Case);
    }

    public async Task<ReadResourceResult> ReadAsync(
        McpCaller caller, McpGatewaySession session, ReadResourceRequestParams asked, CancellationToken cancellationToken)
    {
        if (ResourceAddress.Find(session, asked.Uri) is not ({ Server.Resources: true } upstream, var uri)
            || !upstream.Server.Admits(caller.Application.Id))
        {
            throw McpTexts.Refused("There is no resource of this address.");
        }

        var request = new McpRequest(upstream, ReadResource, null) { Parameters = new JsonObject { ["uri"] = uri } };
        var outcome = await RunAsync(caller, session, request, async (parameters, token) => McpTexts.ToJson(await upstream.SendAsync(
            (client, end) => client.ReadResourceAsync(
                new ReadResourceRequestParams { Uri = parameters["uri"]!.GetValue<string>() }, end), token)), cancellationToken);
        return McpTexts.FromJson<ReadResourceResult>((outcome.Result ?? throw McpTexts.Refused(outcome.Message)).Span);
    }

    public async Task<GetPromptResult> PromptAsync(
        McpScope scope, McpCaller caller, McpGatewaySession session, GetPromptRequestParams asked, CancellationToken cancellationToken)
    {
        if (scope.Find(session, asked.Name) is not ({ Server.Prompts: true } upstream, var name)
            || !upstream.Server.Admits(caller.Application.Id))
        {
            throw McpTexts.Refused("There is no prompt of this name.");
        }

        var given = new JsonObject();
        foreach (var (argument, value) in asked.Arguments ?? new Dictionary<string, JsonElement>())
        {
            given[argument] = NodeOf(value);
        }

        var request = new McpRequest(upstream, GetPrompt, null) { Parameters = new JsonObject { ["name"] = name, ["arguments"] = given } };
        var outcome = await RunAsync(caller, session, request, async (parameters, token) =>
        {
            var sent = new GetPromptRequestParams
            {
                Name = name,
                Arguments = (parameters["arguments"] as JsonObject ?? []).ToDictionary(
                    static one => one.Key, static one => JsonSerializer.SerializeToElement(one.Value), StringComparer.Ordinal),
            };
            return McpTexts.ToJson(await upstream.SendAsync((client, end) => client.GetPromptAsync(sent, end), token));
        }, cancellationToken);
        return McpTexts.FromJson<GetPromptResult>((outcome.Result ?? throw McpTexts.Refused(outcome.Message)).Span);
    }

    /// <summary>One interaction. The server's result joins the conversation, as it came and as the model gets it.</summary>
    private async Task<McpOutcome> RunAsync(
        McpCaller caller, McpGatewaySession session, McpRequest request, Func<JsonObject, CancellationToken, Task<JsonObject>> run,
        CancellationToken cancellationToken)
    {
        List<string> returned = [];
        string? executed = null;
        var root = new JsonObject
        {
            ["model"] = "mcp:" + request.Upstream.Server.Id,
            ["method"] = request.Method,
            ["params"] = request.Parameters.DeepClone(),
            ["tools"] = new JsonArray([.. request.Offered.Select(static one => (JsonNode)new JsonObject { ["name"] = one })]),
        };
        var call = new InboundCall
        {
            Protocol = GatewayProtocol.Mcp,
            Principal = caller.Principal,
            Application = caller.Application,
            Policy = caller.Policy,
            Root = root,
            Body = JsonSerializer.SerializeToUtf8Bytes(root),
            ExternalResponse = JsonSerializer.SerializeToUtf8Bytes(
                new JsonObject { ["method"] = request.Method, ["params"] = request.Parameters.DeepClone() }),
            Conversation = session.Conversation,
            OnTokens = caller.Spent,
            Execution = new ToolExecution
            {
                History = session.Said.IndexFor(caller),
                Approved = request.Approved,
                RunAsync = async (parameters, token) =>
                {
                    executed = (parameters["arguments"] as JsonObject)?.ToJsonString();
                    if (request.PolicyName is { } tool)
                    {
                        session.Said.AddCall(tool, executed ?? "{}");
                    }

                    var result = await run(parameters, token);
                    returned = McpTexts.Texts(result);
                    return result;
                },
            },
        };
        var sink = new BufferedSink();
        await guard.HandleAsync(call, sink, cancellationToken);
        var (interaction, verdict) = (sink.Header(GatewayHeaders.Interaction), sink.Header(GatewayHeaders.Verdict));
        if (sink.Status != 200)
        {
            var error = (JsonNode.Parse(sink.Body.Span) as JsonObject)?["error"] as JsonObject;
            return new McpOutcome(
                null, error?["message"]?.GetValue<string>() ?? "The guard failed.", interaction, verdict, sink.Header(GatewayHeaders.Case));
        }

        var delivered = McpTexts.Texts(JsonNode.Parse(sink.Body.Span)!.AsObject());
        session.Said.AddResult(caller, request.PolicyName, executed, [.. returned.Union(delivered, StringComparer.Ordinal)]);
        return new McpOutcome(sink.Body, "", interaction, verdict, null);
    }

    /// <summary>The reason for which the client is not shown the tool; null where it is, as it was pinned.</summary>
    private async ValueTask<string?> ReasonOfAsync(
        McpCaller caller, McpGatewaySession session, McpUpstream upstream, string name, CancellationToken cancellationToken)
    {
        try
        {
            var known = await listing.KnownAsync(caller, session, upstream, cancellationToken);
            var found = known.Where(one => one.Definition.Name == name).ToList();
            return found.Count == 0 ? McpDefinitionRules.NotAllowed : found.Find(static one => one.Reason is not null)?.Reason;
        }
        catch (ToolFailedException)
        {
            // The call itself will say so, in an entry of its own.
            return null;
        }
    }

    private static string NextStep(McpOutcome outcome, string? hidden, McpServerConfig server) =>
        outcome.Case is not null ? " Call the tool again with the same arguments once it is approved."
        : hidden is null or McpDefinitionRules.NotAllowed ? ""
        : $" The tool is not shown ({hidden}): 'guard mcp pin {server.Id}' pins it as it is now.";

    /// <summary>The approved call, to be made now; or what is answered instead; or neither, where the case is gone.</summary>
    private async Task<(CallToolResult? Answer, JsonObject? Approved)> TakeAsync(
        string held, McpCaller caller, McpGatewaySession session, string key, CancellationToken cancellationToken)
    {
        switch (await releases.TakeAsync(held, caller.Principal, caller.Application.Id, cancellationToken))
        {
            case ReleaseResult.Pending pending:
                return (McpTexts.RefusedCall(
                    $"This call is held until a reviewer decides (case {held}). Call the tool again with the same arguments once it is approved.",
                    pending.Case.Interaction, "hold", held), null);
            case ReleaseResult.Released released:
                session.Forget(key);
                return (null, JsonNode.Parse(released.Body.Span)!["params"]!.DeepClone().AsObject());
            case ReleaseResult.Never never:
                session.Forget(key);
                return (McpTexts.RefusedCall($"This call was not approved (case {held}, {never.Code}).", null, "block", held), null);
            default:
                session.Forget(key);
                return (null, null);
        }
    }

    private static JsonObject ArgumentsOf(CallToolRequestParams asked)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in asked.Arguments ?? new Dictionary<string, JsonElement>())
        {
            arguments[name] = NodeOf(value);
        }

        return arguments;
    }

    private static JsonNode? NodeOf(JsonElement value) => JsonNode.Parse(value.GetRawText());
}

/// <summary>A request as the guard judges it.</summary>
/// <param name="PolicyName">The tool in the policy; null for what is no tool.</param>
internal sealed record McpRequest(McpUpstream Upstream, string Method, string? PolicyName)
{
    public required JsonObject Parameters { get; init; }

    /// <summary>The tool that is called, where the client is shown it.</summary>
    public IReadOnlyList<string> Offered { get; init; } = [];

    /// <summary>The case that approved it.</summary>
    public string? Approved { get; init; }

    public override string ToString() => $"McpRequest {{ {Upstream.Server.Id} {Method} }}";
}

/// <summary>A request's end: the result as the model gets it, or the sentences why there is none.</summary>
internal sealed record McpOutcome(ReadOnlyMemory<byte>? Result, string Message, string? Interaction, string? Verdict, string? Case)
{
    public override string ToString() => $"McpOutcome {{ {Verdict} }}";
}
