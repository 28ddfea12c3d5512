using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Rotation;

internal static partial class RotationLog
{
    [LoggerMessage(1300, LogLevel.Information, "Rotation {Rotation} of {Credential} begins: {Reason}")]
    public static partial void Started(ILogger logger, string credential, string rotation, RotationReason reason);

    [LoggerMessage(1301, LogLevel.Information, "Rotation {Rotation} of {Credential} is at {Step}")]
    public static partial void Stepped(ILogger logger, string credential, string rotation, RotationStep step);

    [LoggerMessage(1302, LogLevel.Warning, "Credential {Credential}, step {Step}: {Problem}")]
    public static partial void Failed(ILogger logger, string credential, RotationStep step, string problem);

    [LoggerMessage(1303, LogLevel.Error, "The sweep could not process {Credential}: {ExceptionType}")]
    public static partial void SweepFailed(ILogger logger, string credential, string? exceptionType);

    [LoggerMessage(1304, LogLevel.Error, "Secrets of interaction {Interaction} could not be compared with our keys: {ExceptionType}")]
    public static partial void LeakUnreported(ILogger logger, string interaction, string exceptionType);
}
