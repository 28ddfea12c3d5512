using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Loops;

/// <summary>
/// Work that repeats for as long as the host runs. A turn that fails is logged and the next one tries again: what is left
/// undone stands in journals and stores, and one capability's fault must not end the gateway beside it.
/// </summary>
internal abstract partial class PeriodicLoop(string work, TimeSpan every, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>One turn.</summary>
    protected abstract ValueTask RunAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TurnAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the next one goes on.
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Waits(logger, work, exception);
        }
#pragma warning disable CA1031 // The host's edge: see above. The message of an unknown exception may hold content, so only its type is told.
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var problem = exception.GetType().Name;
            Failed(logger, work, problem);
        }
    }

    [LoggerMessage(EventId = 9341, Level = LogLevel.Error, Message = "{Work} waits for a store")]
    private static partial void Waits(ILogger logger, string work, Exception exception);

    [LoggerMessage(EventId = 9342, Level = LogLevel.Critical, Message = "{Work} failed: {Problem}")]
    private static partial void Failed(ILogger logger, string work, string problem);
}
