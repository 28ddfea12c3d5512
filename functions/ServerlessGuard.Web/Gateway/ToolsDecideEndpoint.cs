using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

/// <summary>
/// Decides tool calls that an application runs itself: a chat completions request whose last message is the assistant's,
/// with the calls. No model is asked; the answer is a chat completion with the calls that may run, or a refusal.
/// </summary>
internal sealed class ToolsDecideEndpoint(IdempotentRequestHandler answering, IOptions<GatewayOptions> options)
    : ModelEndpoint(answering, options, GatewayProtocol.ChatCompletions)
{
    public override string Route => "/guard/tools/decide";

    protected override (InboundCall? Call, GuardError? Error) Complete(InboundCall call) => ExternalToolCalls.Split(call) is { } split
        ? (split, null)
        : (null, new GuardError(
            400, "invalid_request",
            "The body is a chat completions request without stream; its last message has role assistant and tool_calls.", "messages"));
}

/// <summary>
/// Inspects results of tools that an application ran itself, before its model reads them: a chat completions request whose last messages
/// are the tools'. The answer is those messages as the model may read them; they are recorded for later decisions where the request names
/// its conversation.
/// </summary>
internal sealed class ToolsResultsEndpoint(IdempotentRequestHandler answering, IOptions<GatewayOptions> options)
    : ModelEndpoint(answering, options, GatewayProtocol.ToolResults)
{
    public override string Route => "/guard/tools/results";

    protected override (InboundCall? Call, GuardError? Error) Complete(InboundCall call) => ExternalToolCalls.Results(call) is { } read
        ? (read, null)
        : (null, new GuardError(
            400, "invalid_request",
            "The body is a chat completions request without stream; its last messages have role tool.", "messages"));
}
