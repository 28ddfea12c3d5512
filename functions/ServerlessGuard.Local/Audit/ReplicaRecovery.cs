using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Local.Audit;

/// <summary>
/// Among replicas: closes the interactions that a dead one left open, and ends this one when its own log was taken over or
/// stays closed for a minute, so that it is started anew.
/// </summary>
internal sealed partial class ReplicaRecovery(
    OrphanRecovery recovery, GroupCommitAuditLog log, IHostApplicationLifetime host, TimeProvider clock, ILogger<ReplicaRecovery> logger)
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>A log that failed opens itself again; one that another replica has taken over cannot.</summary>
    internal static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(1);

    private long _recovered = clock.GetTimestamp();
    private long? _closedSince;
    private bool _isLost;

    /// <summary>Looks at this replica's log, and once a minute at the others'.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (_isLost)
        {
            return;
        }

        _closedSince = log.HasFailed ? _closedSince ?? clock.GetTimestamp() : null;
        if (_closedSince is { } since && clock.GetElapsedTime(since) >= LostAfter)
        {
            _isLost = true;
            LogLost(logger, log.Writer);
            host.StopApplication();
            return;
        }

        if (clock.GetElapsedTime(_recovered) >= Every)
        {
            _recovered = clock.GetTimestamp();
            await recovery.RunAsync(log.Writer, cancellationToken);
        }
    }

    [LoggerMessage(
        EventId = 9332, Level = LogLevel.Critical, Message = "The audit log of writer {Writer} takes no more entries; this replica ends")]
    private static partial void LogLost(ILogger logger, string writer);
}
