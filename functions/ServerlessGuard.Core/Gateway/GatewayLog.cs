using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Event ids 3000 to 3099. Exceptions are named by type alone: their messages could quote content.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(3001, LogLevel.Error, "Interaction {Interaction}: guard {Guard} failed ({Failure}); the tier fails {Mode}.")]
    public static partial void GuardFailed(ILogger logger, string interaction, string guard, string failure, string mode);

    [LoggerMessage(3002, LogLevel.Warning, "Interaction {Interaction}: the model failed ({Code}).")]
    public static partial void ModelFailed(ILogger logger, string interaction, string code);

    [LoggerMessage(3003, LogLevel.Critical, "Interaction {Interaction}: the audit log is unavailable; the gateway is closed.")]
    public static partial void AuditFailed(ILogger logger, string interaction);

    [LoggerMessage(3004, LogLevel.Information, "Interaction {Interaction}: the client left; the call was cancelled.")]
    public static partial void ClientLeft(ILogger logger, string interaction);
}
