using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Brings delivered events to their handlers for as long as the host runs.</summary>
internal sealed class EventLoop(EventDispatcher dispatcher, TimeProvider clock, ILogger<EventLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await DrainAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was not handled is delivered again.
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await dispatcher.DrainAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            HostLog.EventsWait(logger, exception);
        }
    }
}
