namespace ServerlessGuard.Core.Events;

/// <summary>
/// Tells other duties that something happened: Event Grid in Azure, this host's own queue elsewhere. Durable when it
/// completes. Throws <see cref="Ports.StoreUnavailableException"/> when it cannot be told.
/// </summary>
public interface IEventPublisher
{
    ValueTask PublishAsync(GuardEvent value, CancellationToken cancellationToken);
}
