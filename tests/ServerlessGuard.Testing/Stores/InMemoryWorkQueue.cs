using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Queues in memory, with the contract of the real stores. Thread-safe.</summary>
public sealed class InMemoryWorkQueue(TimeProvider? clock = null, int maxDeliveries = 5) : IWorkQueue
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly List<Item> _items = [];
    private long _next;

    public int MaxDeliveries => maxDeliveries;

    public ValueTask EnqueueAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _items.Add(new Item { Id = NextId(), Queue = queue, Body = body.ToArray(), Visible = _clock.GetUtcNow() + delay });
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var taken = _items.Where(i => i.Queue == queue && i.Visible <= now && i.Deliveries < maxDeliveries).Take(max).ToList();
            foreach (var item in taken)
            {
                item.Deliveries++;
                item.Receipt = NextId();
                item.Visible = now + visibility;
            }

            return new([.. taken.Select(i => i.ToMessage())]);
        }
    }

    public ValueTask<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(Held(queue, message) is { } item && _items.Remove(item));
        }
    }

    public ValueTask<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (Held(queue, message) is not { } item)
            {
                return new((QueueMessage?)null);
            }

            item.Receipt = NextId();
            item.Visible = _clock.GetUtcNow() + visibility;
            return new(item.ToMessage());
        }
    }

    public ValueTask<IReadOnlyList<QueueMessage>> PeekPoisonAsync(string queue, int max, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            return new([.. _items.Where(i => i.Queue == queue && i.Deliveries >= maxDeliveries && i.Visible <= now)
                .Take(max)
                .Select(i => i.ToMessage())]);
        }
    }

    private Item? Held(string queue, QueueMessage message) =>
        _items.Find(i => i.Queue == queue && i.Id == message.Id && i.Receipt.Length > 0 && i.Receipt == message.Receipt);

    private string NextId() => (++_next).ToString("D12", CultureInfo.InvariantCulture);

    private sealed class Item
    {
        public required string Id { get; init; }

        public required string Queue { get; init; }

        public required byte[] Body { get; init; }

        public DateTimeOffset Visible { get; set; }

        public string Receipt { get; set; } = "";

        public int Deliveries { get; set; }

        public QueueMessage ToMessage() => new(Id, Body, Receipt, Deliveries);
    }
}
