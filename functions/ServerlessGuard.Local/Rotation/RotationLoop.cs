using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Rotation;

/// <summary>Sweeps the credentials.</summary>
internal sealed class RotationLoop(RotationSweep sweep, RotationLoopOptions options, TimeProvider clock, ILogger<RotationLoop> logger) : PeriodicLoop("The sweep of credentials", options.Every, clock, logger)
{
    protected override async ValueTask RunAsync(CancellationToken cancellationToken) => await sweep.RunAsync(cancellationToken);
}

internal sealed record RotationLoopOptions
{
    /// <summary>Between two sweeps.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);
}
