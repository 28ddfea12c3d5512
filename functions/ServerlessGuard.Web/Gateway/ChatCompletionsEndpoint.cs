using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

internal sealed class ChatCompletionsEndpoint(IdempotentAnswering answering, JsonBodyLimits limits) : ModelEndpoint(answering, limits, GatewayProtocol.ChatCompletions)
{
    public override string Route => "/v1/chat/completions";
}
