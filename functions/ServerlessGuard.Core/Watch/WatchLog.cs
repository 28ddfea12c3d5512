using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Watch;

/// <summary>Events 1510 to 1529.</summary>
internal static partial class WatchLog
{
    [LoggerMessage(1510, LogLevel.Warning, "Model {Model}: {Kind} of deployment {Deployment}; action: {Action}")]
    public static partial void Found(ILogger logger, string model, DriftKind kind, string deployment, DriftAction action);

    [LoggerMessage(1511, LogLevel.Error, "Model {Model}: {Kind} of deployment {Deployment} could not be acted on: {ExceptionType}")]
    public static partial void Failed(ILogger logger, string model, DriftKind kind, string deployment, string exceptionType);

    [LoggerMessage(1513, LogLevel.Warning, "Whether the logs of model {Model} go anywhere is not known: {Problem}")]
    public static partial void NotDiagnosed(ILogger logger, string model, string problem);

    [LoggerMessage(1512, LogLevel.Error, "The sweep could not check model {Model}: {ExceptionType}")]
    public static partial void SweepFailed(ILogger logger, string model, string? exceptionType);
}
