using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Access;

/// <summary>Reviews access every day, and soon after the start, for as long as the host runs: evidence has an age.</summary>
internal sealed partial class AccessLoop(AccessReviewer reviewer, IPolicySource policies, TimeProvider clock, ILogger<AccessLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        DateTimeOffset? last = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (last is null || clock.GetUtcNow() - last >= Every)
                {
                    last = await ReviewAsync(stoppingToken) ? clock.GetUtcNow() : last;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the next one reviews again.
        }
    }

    private async Task<bool> ReviewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await reviewer.RunAsync(policies.Current, "guard", cancellationToken);
            return true;
        }
        catch (StoreUnavailableException exception)
        {
            Waits(logger, exception);
            return false;
        }
    }

    [LoggerMessage(EventId = 9331, Level = LogLevel.Error, Message = "The access review waits")]
    private static partial void Waits(ILogger logger, Exception exception);
}
