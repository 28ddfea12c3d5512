using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Content;

/// <summary>Expires content for as long as the host runs.</summary>
internal sealed partial class ContentLoop(ContentSweep sweep, TimeProvider clock, ILogger<ContentLoop> logger) : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was under way is marked; the next sweep goes on.
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
            Waits(logger, exception);
        }
    }

    [LoggerMessage(EventId = 9321, Level = LogLevel.Error, Message = "Content that is due waits to be destroyed")]
    private static partial void Waits(ILogger logger, Exception exception);
}
