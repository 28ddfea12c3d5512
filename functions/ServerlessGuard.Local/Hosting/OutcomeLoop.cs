using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Evaluation;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Writes what was counted and judges it, for as long as the host runs; once more at its end.</summary>
internal sealed partial class OutcomeLoop(OutcomeRecorder recorder, OutcomeJudge judge, OutcomeOptions options, TimeProvider clock, ILogger<OutcomeLoop> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TurnAsync(CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TurnAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was counted is written at the end.
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await recorder.FlushAsync(cancellationToken);
            await judge.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or DeploymentPlatformException)
        {
            Waits(logger, exception.GetType().Name);
        }
    }

    [LoggerMessage(1620, LogLevel.Warning, "The judgement of outcomes waits: {Problem}")]
    private static partial void Waits(ILogger logger, string problem);
}
