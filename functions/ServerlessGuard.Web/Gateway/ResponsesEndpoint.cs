using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Gateway;

internal sealed class ResponsesEndpoint(IdempotentAnswering answering, JsonBodyLimits limits) : ModelEndpoint(answering, limits, GatewayProtocol.Responses)
{
    public override string Route => "/v1/responses";
}
