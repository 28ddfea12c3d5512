namespace ServerlessGuard.Core.Ports;

/// <summary>
/// A queue with at-least-once delivery and no order. A message that is received and not completed becomes visible
/// again; after <see cref="MaxDeliveries"/> deliveries it moves to the queue's poison list.
/// Throws <see cref="StoreUnavailableException"/> when the store is down.
/// </summary>
public interface IWorkQueue
{
    /// <summary>Deliveries after which a message is poison.</summary>
    int MaxDeliveries { get; }

    /// <summary>Adds a message (any size the store can spill to; at least 10 MiB), visible after <paramref name="delay"/>.</summary>
    ValueTask EnqueueAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="max"/> visible messages and hides them for <paramref name="visibility"/>. Empty when there are none.
    /// </summary>
    ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Ends a message. False when its receipt is no longer valid (it was delivered again meanwhile).</summary>
    ValueTask<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken);

    /// <summary>Hides a received message for another <paramref name="visibility"/>; null when its receipt is no longer valid.</summary>
    ValueTask<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Poison messages of the queue, oldest first, without taking them.</summary>
    ValueTask<IReadOnlyList<QueueMessage>> PeekPoisonAsync(string queue, int max, CancellationToken cancellationToken);
}

/// <summary>A delivered message. <see cref="Receipt"/> proves this delivery; <see cref="DeliveryCount"/> starts at 1.</summary>
public sealed record QueueMessage(string Id, ReadOnlyMemory<byte> Body, string Receipt, int DeliveryCount);
