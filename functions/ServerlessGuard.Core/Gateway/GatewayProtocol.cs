namespace ServerlessGuard.Core.Gateway;

public enum GatewayProtocol
{
    ChatCompletions,
    Responses,
}
