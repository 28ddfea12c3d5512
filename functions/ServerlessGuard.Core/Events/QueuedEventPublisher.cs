using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Events;

/// <summary>Events that stay in this host: <see cref="EventDispatcher"/> takes them from the queue.</summary>
public sealed class QueuedEventPublisher(IWorkQueue queue) : IEventPublisher
{
    public ValueTask PublishAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        PublishedEventTypes.Require(value);
        return queue.EnqueueAsync(EventDispatcher.QueueName, GuardEventJson.Write(value), TimeSpan.Zero, cancellationToken);
    }
}
