using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

/// <summary>
/// LiteLLM's generic guardrail API: LiteLLM shows the texts of a request or of an answer and does what is answered. Each showing is an
/// interaction of the application whose key LiteLLM has; tokens hold in one call of LiteLLM, so that its answer's are turned back.
/// </summary>
internal sealed class GuardrailEndpoint(IInteractionGuard guard, IOptions<GatewayOptions> options) : GuardEndpoint
{
    private const int LongestConversation = 128;

    private readonly JsonBodyLimits _limits = new() { MaxBytes = options.Value.MaxRequestBytes };

    public override string Route => "/beta/litellm_basic_guardrail_api";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override long? MaxBodyBytes => _limits.MaxBytes;

    public override bool IsInteraction => true;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http;
        if (await JsonBody.ReadAsync(http, _limits, cancellationToken) is var body && body is not JsonBodyResult.Parsed parsed)
        {
            await ErrorResponse.WriteAsync(http, ((JsonBodyResult.Refused)body).Error, cancellationToken);
            return;
        }

        var shown = parsed.ToObject();
        var (call, error) = CallOf(request, shown);
        if (call is null)
        {
            await ErrorResponse.WriteAsync(http, error!, cancellationToken);
            return;
        }

        var answer = new BufferedSink();
        await guard.HandleAsync(call, answer, cancellationToken);
        await WriteAsync(http, answer, shown, cancellationToken);
    }

    private static (InboundCall? Call, GuardError? Error) CallOf(GuardRequest request, JsonObject shown)
    {
        var (application, type) = (request.Caller!.Application!, Text(shown["input_type"]));
        if (type is not ("request" or "response"))
        {
            return (null, new GuardError(400, "invalid_request", "input_type must be \"request\" or \"response\".", "input_type"));
        }

        if (!IsListOf(shown["texts"], JsonValueKind.String)
            || !IsListOf(shown["images"], JsonValueKind.String)
            || !IsListOf(shown["tools"], JsonValueKind.Object)
            || !IsListOf(shown["tool_calls"], JsonValueKind.Object))
        {
            return (null, new GuardError(
                400, "invalid_request", "texts and images are arrays of strings, tools and tool_calls arrays of objects.", "texts"));
        }

        if (application.Models.Count == 0)
        {
            return (null, new GuardError(403, "forbidden", "The policy gives this application no model."));
        }

        // The record names a model; LiteLLM chooses the one that answers.
        var root = new JsonObject { ["model"] = application.Models[0], ["input_type"] = type };
        var answer = new JsonObject
        {
            ["input_type"] = type,
            ["texts"] = shown["texts"]?.DeepClone(),
            ["tool_calls"] = shown["tool_calls"]?.DeepClone(),
        };
        if (type == "request")
        {
            foreach (var name in new[] { "texts", "images", "tools" })
            {
                root[name] = shown[name]?.DeepClone();
            }
        }

        return (new InboundCall
        {
            Protocol = GatewayProtocol.Guardrail,
            Principal = request.Caller.Principal,
            Application = application,
            Policy = request.Policy,
            Root = root,
            Body = JsonSerializer.SerializeToUtf8Bytes(root),
            IsEcho = type == "request",
            ExternalResponse = type == "request" ? (ReadOnlyMemory<byte>?)null : JsonSerializer.SerializeToUtf8Bytes(answer),
            Conversation = ConversationOf(shown),
        }, null);
    }

    /// <summary>The call, whose request and answer are shown one after the other.</summary>
    private static string? ConversationOf(JsonObject shown) =>
        (Text(shown["litellm_call_id"]) ?? Text(shown["litellm_trace_id"])) is { Length: > 0 and <= LongestConversation } id
        && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-')
            ? id
            : null;

    private static async Task WriteAsync(HttpContext http, BufferedSink answer, JsonObject shown, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        var said = JsonNode.Parse(answer.Body.Span)?.AsObject() ?? [];
        if (answer.Status != StatusCodes.Status200OK && Text(said["error"]?["code"]) != "content_filter")
        {
            http.Response.StatusCode = answer.Status;
            await ModelsEndpoint.WriteAsync(http, said, cancellationToken);
            return;
        }

        await ModelsEndpoint.WriteAsync(
            http,
            answer.Status != StatusCodes.Status200OK
                ? new JsonObject { ["action"] = "BLOCKED", ["blocked_reason"] = said["error"]!["message"]!.DeepClone() }
                : Decision(said, shown),
            cancellationToken);
    }

    private static JsonObject Decision(JsonObject said, JsonObject shown)
    {
        var decision = new JsonObject { ["action"] = "NONE" };
        foreach (var name in new[] { "texts", "tool_calls" })
        {
            if (shown[name] is not null && said[name] is { } changed && !JsonNode.DeepEquals(changed, shown[name]))
            {
                decision["action"] = "GUARDRAIL_INTERVENED";
                decision[name] = changed.DeepClone();
            }
        }

        return decision;
    }

    private static bool IsListOf(JsonNode? node, JsonValueKind kind) =>
        node is null || (node is JsonArray list && list.All(item => item?.GetValueKind() == kind));

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
