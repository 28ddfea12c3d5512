using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Functions;

/// <summary>The duty's queue, where events lie that any of them took, or that Event Grid put there by identity.</summary>
public sealed class EventsQueueFunction(EventIngress ingress, StorageWorkQueue queue)
{
    /// <exception cref="InvalidDataException">A long body is gone or was altered: the runtime poisons the message.</exception>
    [Function("events_queue")]
    public async Task RunAsync(
        [QueueTrigger("%GuardEventsQueue%", Connection = "GuardEvents")] string message, CancellationToken cancellationToken) =>
        await ingress.HandleAsync(await queue.OpenAsync(message, cancellationToken)
            ?? throw new InvalidDataException("A message's long body is gone or was altered."), cancellationToken);
}
