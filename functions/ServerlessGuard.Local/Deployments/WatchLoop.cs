using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Local.Deployments;

/// <summary>Sweeps the watched models for as long as the host runs.</summary>
internal sealed partial class WatchLoop(DeploymentSweep sweep, WatchLoopOptions options, TimeProvider clock, ILogger<WatchLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was found is in the journal.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sweep.RunAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Waits(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(1550, LogLevel.Warning, "The sweep of deployments waits: {Problem}")]
    private static partial void Waits(ILogger logger, string problem);
}
