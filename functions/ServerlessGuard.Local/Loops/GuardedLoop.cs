using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Loops;

/// <summary>
/// Runs one job for as long as the host runs. A run that fails is logged and the job runs again: what is left undone stands
/// in journals and stores, and one capability's fault must not end the gateway beside it.
/// </summary>
internal sealed partial class GuardedLoop(
    HostJob job, IServiceProvider services, TimeProvider clock, ILogger<GuardedLoop> logger) : BackgroundService
{
    private readonly TimeSpan _every = job.Every(services);
    private readonly Func<CancellationToken, ValueTask> _run = job.Run(services);
    private readonly Func<CancellationToken, Task>? _signal = job.Signal?.Invoke(services);
    private readonly Heartbeats? _heartbeats = services.GetService<Heartbeats>();
    private int _failures;

    public HostJob Job => job;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (job.RunsAtStop)
        {
            await RunAsync(CancellationToken.None);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (!job.RunsAtStart)
            {
                await Task.Delay(_every, clock, stoppingToken);
            }

            while (true)
            {
                await TurnAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the next one continues.
        }
    }

    /// <summary>One run, and the pause after it.</summary>
    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = clock.GetTimestamp();
        var signal = _signal?.Invoke(pause.Token);
        await RunAsync(cancellationToken);
        var left = HostJob.PauseAfter(_failures, _every) - clock.GetElapsedTime(started);
        await DelayAsync(job.AtLeast, cancellationToken);
        var rest = DelayAsync(left - job.AtLeast, pause.Token);
        await (signal is null ? rest : Task.WhenAny(signal, rest));
        await pause.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        Task.Delay(time > TimeSpan.Zero ? time : TimeSpan.Zero, clock, cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _run(cancellationToken);
            _failures = 0;
            _heartbeats?.Beat(Heartbeats.Duty + job.Name, _every);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or DeploymentPlatformException)
        {
            _failures++;
            Waits(logger, job.Name, exception);
        }
        // The host's edge: see above. The message of an unknown exception may hold content, so only its type is logged.
#pragma warning disable CA1031
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _failures++;
            var problem = exception.GetType().Name;
            Failed(logger, job.Name, problem);
        }
    }

    [LoggerMessage(EventId = 5400, Level = LogLevel.Error, Message = "{Job} waits: a store or a platform does not answer")]
    private static partial void Waits(ILogger logger, string job, Exception exception);

    [LoggerMessage(EventId = 5401, Level = LogLevel.Critical, Message = "{Job} failed: {Problem}")]
    private static partial void Failed(ILogger logger, string job, string problem);
}
