using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Drills;

/// <summary>Runs what is due or asked for, for as long as the host runs.</summary>
internal sealed partial class DrillLoop(DrillSweep sweep, DrillTimes times, TimeProvider clock, ILogger<DrillLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(times.LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is in the journal; whoever comes next puts back.
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

    [LoggerMessage(1670, LogLevel.Warning, "The drills wait: {Problem}")]
    private static partial void Waits(ILogger logger, string problem);
}
