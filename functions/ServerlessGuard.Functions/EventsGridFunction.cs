using System.Text;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Functions;

/// <summary>Event Grid's own trigger, where it may push: the event is queued, and the answer given, well within its 30 s.</summary>
public sealed class EventsGridFunction(EventIngress ingress)
{
    [Function("events_grid")]
    public Task RunAsync([EventGridTrigger] string delivered, CancellationToken cancellationToken) =>
        ingress.AcceptAsync(Encoding.UTF8.GetBytes(delivered), cancellationToken);
}
