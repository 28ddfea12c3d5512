using System.Text;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Functions;

/// <summary>Event Grid's own door, where it may push: the event is queued, and the answer given, well within its 30 s.</summary>
public sealed class EventsGridFunction(EventIngress doors)
{
    [Function("events_grid")]
    public Task RunAsync([EventGridTrigger] string delivered, CancellationToken cancellationToken) =>
        doors.AcceptAsync(Encoding.UTF8.GetBytes(delivered), cancellationToken);
}
