using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Audit;

/// <summary>Sequences every few seconds for as long as the host runs. Answers do not wait for it: they wait for the append logs.</summary>
internal sealed partial class SequencerLoop(LogSequencing sequencing, TimeProvider clock, ILogger<SequencerLoop> logger) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops, and sequences once more when everything else has.
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sequencing.RunAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Waits(logger, exception);
        }
    }

    [LoggerMessage(EventId = 9301, Level = LogLevel.Error, Message = "Entries wait to be sequenced into the audit log")]
    private static partial void Waits(ILogger logger, Exception exception);
}
