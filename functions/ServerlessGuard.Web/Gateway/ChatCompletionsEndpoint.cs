using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

internal sealed class ChatCompletionsEndpoint(InteractionGuard guard, JsonBodyLimits limits) : ModelEndpoint(guard, limits, GatewayProtocol.ChatCompletions)
{
    public override string Route => "/v1/chat/completions";
}
