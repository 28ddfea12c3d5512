using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Deployments;

internal static partial class RollbackLog
{
    [LoggerMessage(1503, LogLevel.Warning, "Rollback {Rollback} of {Model} begins: {Cause}")]
    public static partial void Started(ILogger logger, string model, string rollback, RollbackCause cause);

    [LoggerMessage(1504, LogLevel.Information, "Rollback {Rollback} of {Model} is at {Step}")]
    public static partial void Stepped(ILogger logger, string model, string rollback, RollbackStep step);

    [LoggerMessage(1505, LogLevel.Warning, "Model {Model}, step {Step}: {Problem}")]
    public static partial void Failed(ILogger logger, string model, RollbackStep step, string problem);

    [LoggerMessage(1506, LogLevel.Error, "The sweep could not process the model {Model}: {ExceptionType}")]
    public static partial void SweepFailed(ILogger logger, string model, string? exceptionType);
}
