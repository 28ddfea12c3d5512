using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Local.Review;

/// <summary>Sweeps the cases for as long as the host runs: time limits, and what a crash left unsettled.</summary>
internal sealed partial class ReviewLoop(CaseSweep sweep, ReviewLoopOptions options, TimeProvider clock, ILogger<ReviewLoop> logger) : BackgroundService
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
            // Every case says where it stands.
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

    [LoggerMessage(1450, LogLevel.Warning, "The sweep of cases waits: {Problem}")]
    private static partial void Waits(ILogger logger, string problem);
}
