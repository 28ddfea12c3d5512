using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Drills;

internal static partial class DrillLog
{
    [LoggerMessage(1600, LogLevel.Information, "Drill {Drill} begins: {Kind} of {Target}, {Mode}")]
    public static partial void Started(ILogger logger, string drill, DrillKind kind, string target, DrillMode mode);

    [LoggerMessage(1601, LogLevel.Information, "Drill {Drill} is at {Step}")]
    public static partial void Stepped(ILogger logger, string drill, DrillStep step);

    [LoggerMessage(1602, LogLevel.Information, "Drill {Drill} ended: {Result} {Fault}")]
    public static partial void Ended(ILogger logger, string drill, DrillResult? result, string? fault);

    [LoggerMessage(1603, LogLevel.Warning, "Drill {Drill}, step {Step}: {Fault} ({ExceptionType})")]
    public static partial void Failed(ILogger logger, string drill, DrillStep step, string fault, string? exceptionType);
}
