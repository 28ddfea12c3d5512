using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Content;

/// <summary>Expires content.</summary>
internal sealed class ContentLoop(ContentSweep sweep, TimeProvider clock, ILogger<ContentLoop> logger) : PeriodicLoop("Destroying content that is due", Every, clock, logger)
{
    internal static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async ValueTask RunAsync(CancellationToken cancellationToken) => await sweep.RunAsync(cancellationToken);
}
