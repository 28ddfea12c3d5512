using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Demo;

/// <summary>The real document store, until writing to it is broken on purpose. (Reading stays, so that callers are still known.)</summary>
internal sealed class FaultyDocuments(IDocumentStore inner, DemoFaults faults) : IDocumentStore
{
    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
        inner.GetAsync(partition, key, cancellationToken);

    public ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        Working().CreateAsync(partition, key, body, expires, cancellationToken);

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken) =>
        Working().ReplaceAsync(partition, key, body, version, expires, cancellationToken);

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        Working().DeleteAsync(partition, key, version, cancellationToken);

    public ValueTask<IReadOnlyList<Document>> ListAsync(
        string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(partition, afterKey, limit, cancellationToken);

    private IDocumentStore Working() => faults.VaultDown
        ? throw new StoreUnavailableException("The document store does not take writes: broken on purpose by the demo.")
        : inner;
}
