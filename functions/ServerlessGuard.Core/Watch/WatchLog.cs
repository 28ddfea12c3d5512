using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Watch;

internal static partial class WatchLog
{
    [LoggerMessage(1700, LogLevel.Warning, "Model {Model}: {Kind} of deployment {Deployment}; action: {Action}")]
    public static partial void Found(ILogger logger, string model, DriftKind kind, string deployment, DriftAction action);

    [LoggerMessage(1701, LogLevel.Error, "Model {Model}: {Kind} of deployment {Deployment} could not be acted on: {ExceptionType}")]
    public static partial void Failed(ILogger logger, string model, DriftKind kind, string deployment, string exceptionType);

    [LoggerMessage(1702, LogLevel.Warning, "The destination of the logs of model {Model} is unknown: {Problem}")]
    public static partial void NotDiagnosed(ILogger logger, string model, string problem);

    [LoggerMessage(1703, LogLevel.Error, "The sweep could not check model {Model}: {ExceptionType}")]
    public static partial void SweepFailed(ILogger logger, string model, string? exceptionType);
}
