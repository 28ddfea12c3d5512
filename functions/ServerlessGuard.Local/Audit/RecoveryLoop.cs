using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Audit;

/// <summary>
/// Among replicas: closes what one that died left open, and ends this one when its own log was taken over or stays closed
/// for a minute, so that it is started anew.
/// </summary>
internal sealed partial class RecoveryLoop(OrphanRecovery recovery, GroupCommitAuditLog log, IHostApplicationLifetime host, TimeProvider clock, ILogger<RecoveryLoop> logger) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>A log that failed opens itself again; one that another replica has taken over cannot.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            var closed = TimeSpan.Zero;
            for (var since = TimeSpan.Zero; await timer.WaitForNextTickAsync(stoppingToken); since += Look)
            {
                closed = log.HasFailed ? closed + Look : TimeSpan.Zero;
                if (closed >= Patience)
                {
                    LogLost(logger, log.Writer);
                    host.StopApplication();
                    return;
                }

                if (since >= Every)
                {
                    since = TimeSpan.Zero;
                    await RunAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was closed is closed.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await recovery.RunAsync(log.Writer, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Waits(logger, exception);
        }
    }

    [LoggerMessage(EventId = 9331, Level = LogLevel.Error, Message = "What dead replicas left open waits to be closed")]
    private static partial void Waits(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 9332, Level = LogLevel.Critical, Message = "The audit log of writer {Writer} takes no more entries; this replica ends")]
    private static partial void LogLost(ILogger logger, string writer);
}
