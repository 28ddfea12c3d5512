using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Deployments;

/// <summary>Carries rollbacks on for as long as the host runs: at once when one is requested, and every few seconds for what waits.</summary>
internal sealed partial class RollbackLoop(RollbackSweep sweep, RollbackSignal signal, TimeProvider clock, ILogger<RollbackLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await SweepAsync(stoppingToken);
                await signal.WaitAsync(Every, clock, stoppingToken);
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

    [LoggerMessage(1490, LogLevel.Warning, "Rollbacks wait: {Problem}")]
    private static partial void Waits(ILogger logger, string problem);
}
