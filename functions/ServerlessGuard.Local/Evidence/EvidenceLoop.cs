using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Audit;

namespace ServerlessGuard.Local.Evidence;

/// <summary>Keeps a pack that is never much older than the schedule says, so that nobody has to ask for one in time.</summary>
internal sealed partial class EvidenceLoop(EvidenceMaker maker, EvidenceStore store, LogSequencing sequencing, EvidenceLoopOptions options, TimeProvider clock, ILogger<EvidenceLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Every is not { } every)
        {
            return;
        }

        // Looked at more often than due, so that a failure is not waited out for a whole period.
        using var timer = new PeriodicTimer(TimeSpan.FromTicks(Math.Max(every.Ticks / 24, TimeSpan.TicksPerSecond)), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunAsync(every, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Makes a pack when the newest is as old as the schedule says.</summary>
    public async Task RunAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.NewestAsync(cancellationToken) is { } newest && clock.GetUtcNow() - newest < every)
            {
                return;
            }

            var made = await maker.MakeAsync(cancellationToken, sequence: sequencing.RunAsync);
            await store.SaveAsync(made, cancellationToken);
            await maker.RecordAsync(made, "guard", cancellationToken);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or EvidenceFailedException)
        {
            NotMade(logger, exception);
        }
    }

    [LoggerMessage(EventId = 9501, Level = LogLevel.Error, Message = "No evidence pack could be made")]
    private static partial void NotMade(ILogger logger, Exception exception);
}

/// <summary>When the host makes packs by itself.</summary>
internal sealed record EvidenceLoopOptions
{
    /// <summary>Null: only when somebody asks.</summary>
    public TimeSpan? Every { get; init; } = TimeSpan.FromDays(1);
}
