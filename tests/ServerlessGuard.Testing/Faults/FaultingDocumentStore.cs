using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Faults;

/// <summary>A document store whose calls fail by plan.</summary>
public sealed class FaultingDocumentStore(IDocumentStore inner, FaultPlan plan) : IDocumentStore
{
    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.GetAsync(partition, key, cancellationToken));

    public ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.CreateAsync(partition, key, body, expires, cancellationToken));

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.ReplaceAsync(partition, key, body, version, expires, cancellationToken));

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.DeleteAsync(partition, key, version, cancellationToken));

    public ValueTask<IReadOnlyList<Document>> ListAsync(
        string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.ListAsync(partition, afterKey, limit, cancellationToken));
}
