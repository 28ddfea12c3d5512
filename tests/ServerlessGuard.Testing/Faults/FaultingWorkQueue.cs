using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>A work queue whose calls fail by plan.</summary>
public sealed class FaultingWorkQueue(IWorkQueue inner, FaultPlan plan) : IWorkQueue
{
    public int MaxDeliveries => inner.MaxDeliveries;

    public ValueTask EnqueueAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.EnqueueAsync(queue, body, delay, cancellationToken));

    public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.ReceiveAsync(queue, max, visibility, cancellationToken));

    public ValueTask<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.CompleteAsync(queue, message, cancellationToken));

    public ValueTask<QueueMessage?> RenewAsync(
        string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.RenewAsync(queue, message, visibility, cancellationToken));

    public ValueTask<IReadOnlyList<QueueMessage>> PeekPoisonAsync(string queue, int max, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.PeekPoisonAsync(queue, max, cancellationToken));
}
