using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Local.Rotation;

/// <summary>Sweeps the credentials for as long as the host runs.</summary>
internal sealed partial class RotationLoop(RotationSweep sweep, RotationLoopOptions options, TimeProvider clock, ILogger<RotationLoop> logger) : BackgroundService
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
            // What was under way is in the journal.
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

    [LoggerMessage(1350, LogLevel.Warning, "The sweep of credentials waits: {Problem}")]
    private static partial void Waits(ILogger logger, string problem);
}
