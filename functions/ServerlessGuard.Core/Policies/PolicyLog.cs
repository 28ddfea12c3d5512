using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyLog
{
    [LoggerMessage(1000, LogLevel.Information, "Policy revision {Revision} is in force; before it {Previous}.")]
    public static partial void Loaded(ILogger logger, string revision, string previous);

    [LoggerMessage(1001, LogLevel.Error, "The policy was refused: {Error}")]
    public static partial void Refused(ILogger logger, PolicyError error);

    [LoggerMessage(1002, LogLevel.Error, "Policy revision {Revision} stays in force: the new file has {Count} errors.")]
    public static partial void Kept(ILogger logger, string revision, int count);
}
