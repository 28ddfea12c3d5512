using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Deployments;

/// <summary>Sweeps the watched models.</summary>
internal sealed class WatchLoop(DeploymentSweep sweep, WatchLoopOptions options, TimeProvider clock, ILogger<WatchLoop> logger) : PeriodicLoop("The sweep of deployments", options.Every, clock, logger)
{
    protected override async ValueTask RunAsync(CancellationToken cancellationToken) => await sweep.RunAsync(cancellationToken);
}

internal sealed record WatchLoopOptions
{
    /// <summary>Between two sweeps; events are looked at as they come.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);
}
