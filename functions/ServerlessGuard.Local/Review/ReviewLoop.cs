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
        try
        {
            while (true)
            {
                var changed = sweep.Changed;
                await SweepAsync(stoppingToken);
                await PauseAsync(changed, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Every case says where it stands.
        }
    }

    /// <summary>Until the next pass is due, or a case has changed since the last one began; some breath in any case.</summary>
    private async Task PauseAsync(Task changed, CancellationToken cancellationToken)
    {
        await Task.Delay(options.AtLeast, clock, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(options.Every, clock, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
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

/// <summary>How often this host looks at the cases.</summary>
internal sealed record ReviewLoopOptions
{
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two passes although cases change all the time.</summary>
    public TimeSpan AtLeast { get; init; } = TimeSpan.FromSeconds(1);
}
