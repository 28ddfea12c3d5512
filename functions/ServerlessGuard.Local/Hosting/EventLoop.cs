using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Hosting;

/// <summary>Brings delivered events to their handlers; what was not handled is delivered again.</summary>
internal sealed class EventLoop(EventDispatcher dispatcher, TimeProvider clock, ILogger<EventLoop> logger) : PeriodicLoop("Handling events", TimeSpan.FromMilliseconds(250), clock, logger)
{
    protected override async ValueTask RunAsync(CancellationToken cancellationToken) => await dispatcher.DrainAsync(cancellationToken);
}
