using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Exceptions are named by type alone: their messages could quote content.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1200, LogLevel.Error, "Interaction {Interaction}: guard {Guard} failed ({Failure}); the tier fails {Mode}.")]
    public static partial void GuardFailed(ILogger logger, string interaction, string guard, string failure, string mode);

    [LoggerMessage(1201, LogLevel.Warning, "Interaction {Interaction}: the model failed ({Code}).")]
    public static partial void ModelFailed(ILogger logger, string interaction, string code);

    [LoggerMessage(1202, LogLevel.Critical, "Interaction {Interaction}: the audit log is unavailable; the gateway is closed.")]
    public static partial void AuditFailed(ILogger logger, string interaction);

    [LoggerMessage(1203, LogLevel.Information, "Interaction {Interaction}: the client left; the call was cancelled.")]
    public static partial void ClientLeft(ILogger logger, string interaction);
}
