using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Web.Identity;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Web.Gateway;

/// <summary>The base of the endpoints that start an interaction.</summary>
internal abstract class ModelEndpoint(
    IdempotentRequestHandler answering, IOptions<GatewayOptions> options, GatewayProtocol protocol) : GuardEndpoint
{
    private const int LongestConversation = 128;

    private readonly JsonBodyLimits _limits = new() { MaxBytes = options.Value.MaxRequestBytes };

    public override IReadOnlyList<string> Methods { get; } = ["POST"];

    public override EndpointAccess Access => EndpointAccess.Application;

    public override long? MaxBodyBytes => _limits.MaxBytes;

    public override bool IsInteraction => true;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http;
        var body = await JsonBody.ReadAsync(http, _limits, cancellationToken);
        if (body is not JsonBodyResult.Parsed parsed)
        {
            await ErrorResponse.WriteAsync(http, ((JsonBodyResult.Refused)body).Error, cancellationToken);
            return;
        }

        var conversation = http.Request.Headers[GatewayHeaders.Conversation];
        if (conversation.Count > 1 || (conversation.Count == 1 && !IsName(conversation[0])))
        {
            await ErrorResponse.WriteAsync(
                http,
                new GuardError(400, "invalid_conversation", "The header Guard-Conversation must be 1 to 128 letters, digits or . _ : -"),
                cancellationToken);
            return;
        }

        var approved = http.Request.Headers[GatewayHeaders.Case];
        if (approved.Count > 1 || (approved.Count == 1 && !CaseId.IsValid(approved[0])))
        {
            await ErrorResponse.WriteAsync(
                http, new GuardError(400, "invalid_case", "The header Guard-Case must name one case."), cancellationToken);
            return;
        }

        var join = http.Request.Headers[GatewayHeaders.Join];
        if (join.Count > 1)
        {
            await ErrorResponse.WriteAsync(
                http, new GuardError(400, "invalid_join", "Send the header Guard-Join once."), cancellationToken);
            return;
        }

        var caller = request.Caller!;
        var root = parsed.ToObject();
        if (OpenAiPaths.DeploymentOf(http) is { } deployment)
        {
            // The path names the model; what the body says of it is ignored, as Azure OpenAI does.
            root["model"] = deployment;
        }

        var (task, isKnown) = TaskOf(http, root, request.Policy);
        if (!isKnown)
        {
            await ErrorResponse.WriteAsync(
                http,
                new GuardError(400, "invalid_task", "Guard-Task and metadata.guard_task must name one of the policy's tasks, and the same one."),
                cancellationToken);
            return;
        }

        var call = new InboundCall
        {
            Task = task,
            Protocol = protocol,
            Principal = caller.Principal,
            Application = caller.Application!,
            Policy = request.Policy,
            Root = root,
            Body = OpenAiPaths.DeploymentOf(http) is null ? parsed.Utf8 : JsonSerializer.SerializeToUtf8Bytes(root),
            Conversation = conversation.Count == 1 ? conversation[0] : null,
            Case = approved.Count == 1 ? approved[0] : null,
            OnTokens = http.Features.Get<TokenCount>()?.Add,
            Trace = http.Request.Headers[GatewayHeaders.TraceParent] is [var trace] ? TraceParent.Parse(trace) : null,
            Join = join.Count == 1 ? join[0] : null,
            Place = http.Features.Get<CallerPlace>()?.Hash ?? 0,
        };
        var (complete, error) = Complete(call);
        if (complete is null)
        {
            await ErrorResponse.WriteAsync(http, error!, cancellationToken);
            return;
        }

        await answering.AnswerAsync(http, complete, cancellationToken);
    }

    /// <summary>The conversation in the body, or the error.</summary>
    protected virtual (InboundCall? Call, GuardError? Error) Complete(InboundCall call) => (call, null);

    /// <summary>The task that header or metadata names. False where it is none of the policy's, or two.</summary>
    private static (TaskPolicy? Task, bool IsKnown) TaskOf(HttpContext http, JsonObject root, GuardPolicy policy)
    {
        var named = http.Request.Headers[GatewayHeaders.Task].Append(
            (root["metadata"] as JsonObject)?["guard_task"] is JsonValue value ? value.ToString() : null)
            .OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return named switch
        {
            [] => (null, true),
            [var id] when policy.Tasks.TryGetValue(id, out var task) => (task, true),
            _ => (null, false),
        };
    }

    private static bool IsName(string? value) =>
        value is { Length: > 0 and <= LongestConversation }
        && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');
}

internal sealed class ChatCompletionsEndpoint(IdempotentRequestHandler answering, IOptions<GatewayOptions> options)
    : ModelEndpoint(answering, options, GatewayProtocol.ChatCompletions)
{
    public override string Route => "/v1/chat/completions";
}

internal sealed class ResponsesEndpoint(
    IdempotentRequestHandler answering, IOptions<GatewayOptions> options) : ModelEndpoint(answering, options, GatewayProtocol.Responses)
{
    public override string Route => "/v1/responses";
}

/// <summary>The API before chat.</summary>
internal sealed class CompletionsEndpoint(
    IdempotentRequestHandler answering, IOptions<GatewayOptions> options) : ModelEndpoint(answering, options, GatewayProtocol.Completions)
{
    public override string Route => "/v1/completions";
}

internal sealed class EmbeddingsEndpoint(
    IdempotentRequestHandler answering, IOptions<GatewayOptions> options) : ModelEndpoint(answering, options, GatewayProtocol.Embeddings)
{
    public override string Route => "/v1/embeddings";
}

internal sealed class ModerationsEndpoint(
    IdempotentRequestHandler answering, IOptions<GatewayOptions> options) : ModelEndpoint(answering, options, GatewayProtocol.Moderations)
{
    public override string Route => "/v1/moderations";
}

/// <summary>Anthropic's Messages API.</summary>
internal sealed class MessagesEndpoint(
    IdempotentRequestHandler answering, IOptions<GatewayOptions> options) : ModelEndpoint(answering, options, GatewayProtocol.Messages)
{
    public override string Route => "/v1/messages";
}

internal sealed class MessageTokensEndpoint(
    IdempotentRequestHandler answering, IOptions<GatewayOptions> options) : ModelEndpoint(answering, options, GatewayProtocol.MessageTokens)
{
    public override string Route => "/v1/messages/count_tokens";
}
