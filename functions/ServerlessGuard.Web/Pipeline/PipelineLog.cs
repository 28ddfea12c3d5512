using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>Ids, counts and types only: no path, header or exception message (they can carry content).</summary>
internal static partial class PipelineLog
{
    [LoggerMessage(2000, LogLevel.Debug, "Request {RequestId} answered {Status} in {Milliseconds} ms.")]
    public static partial void Answered(ILogger logger, string requestId, int status, long milliseconds);

    [LoggerMessage(2001, LogLevel.Debug, "Request {RequestId}: the client left.")]
    public static partial void ClientLeft(ILogger logger, string requestId);

    [LoggerMessage(2002, LogLevel.Error, "Request {RequestId}: a store is unavailable, the guard is closed. {StackTrace}")]
    public static partial void StoreUnavailable(ILogger logger, string requestId, string? stackTrace);

    [LoggerMessage(2003, LogLevel.Error, "Request {RequestId} failed: {ExceptionType}. {StackTrace}")]
    public static partial void Failed(ILogger logger, string requestId, string? exceptionType, string? stackTrace);
}
