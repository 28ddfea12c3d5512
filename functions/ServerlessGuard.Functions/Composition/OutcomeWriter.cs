using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Functions.Composition;

/// <summary>
/// Writes what this instance counted, every few seconds and once more when it stops. A function that a timer runs would
/// reach one instance of many; what was counted is in the memory of each.
/// </summary>
internal sealed partial class OutcomeWriter(
    OutcomeRecorder recorder, OutcomeOptions options, TimeProvider clock, ILogger<OutcomeWriter> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rest is written at the end.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await recorder.FlushAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Waits(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "Counts of answers wait to be written: {Problem}")]
    private static partial void Waits(ILogger logger, string problem);
}
