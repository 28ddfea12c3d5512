using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Web.Identity;

/// <summary>Ids and reasons only: no header and no part of a credential.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(2100, LogLevel.Warning, "Request {RequestId}: a credential was refused ({Reason}).")]
    public static partial void CallerRefused(ILogger logger, string requestId, string reason);
}
