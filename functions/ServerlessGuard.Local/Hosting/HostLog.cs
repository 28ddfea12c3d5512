using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Local.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(5300, LogLevel.Error, "A changed policy was not applied: the audit log accepts no entries. The guard tries again.")]
    public static partial void PolicyNotRecorded(ILogger logger, Exception exception);

    [LoggerMessage(5301, LogLevel.Warning, "{Interactions} interactions of an earlier run were interrupted; their entries are closed now.")]
    public static partial void OrphansClosed(ILogger logger, int interactions);

    [LoggerMessage(5302, LogLevel.Error, "The entry that this host stopped could not be written.")]
    public static partial void StopNotRecorded(ILogger logger, Exception exception);

    [LoggerMessage(
        5303, LogLevel.Critical,
        "The audit log of writer {Writer} is damaged. It is left as it is; what can be read of it was recovered.")]
    public static partial void DamagedLog(ILogger logger, string writer);

    [LoggerMessage(
        5304, LogLevel.Warning,
        "This process may open {Descriptors} files, so the guard takes at most {Connections} connections. Raise the limit: ulimit -n 8192.")]
    public static partial void FewDescriptors(ILogger logger, int descriptors, int connections);

    [LoggerMessage(
        5305, LogLevel.Warning,
        "The variable {Variable} is not set, which the policy names for the key of {Model}: the model cannot be asked. Set it and start again.")]
    public static partial void NoKey(ILogger logger, string model, string variable);
}
