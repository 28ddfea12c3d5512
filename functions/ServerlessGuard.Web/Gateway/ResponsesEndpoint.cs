using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

internal sealed class ResponsesEndpoint(InteractionGuard guard, JsonBodyLimits limits) : ModelEndpoint(guard, limits, GatewayProtocol.Responses)
{
    public override string Route => "/v1/responses";
}
