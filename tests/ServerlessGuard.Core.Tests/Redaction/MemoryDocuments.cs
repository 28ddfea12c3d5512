using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Redaction;

/// <summary>The documents port over a dictionary, with versions and expiry.</summary>
internal sealed class MemoryDocuments(TimeProvider clock) : IDocumentStore
{
    private readonly Lock _gate = new();
    private long _version;

    public SortedDictionary<(string Partition, string Key), Document> All { get; } = new(Comparer<(string Partition, string Key)>.Create(
        static (a, b) => string.CompareOrdinal(a.Partition, b.Partition) is var order and not 0
            ? order
            : string.CompareOrdinal(a.Key, b.Key)));

    public bool Down { get; set; }

    /// <summary>Documents and pages that were asked for.</summary>
    public int Reads { get; private set; }

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
        Run(() =>
        {
            Reads++;
            return Live(partition, key);
        });

    public ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        Run(() => Live(partition, key) is null ? Put(partition, key, body, expires) : null);

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken) =>
        Run(() => Live(partition, key)?.Version == version ? Put(partition, key, body, expires) : null);

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
        Run(() => Live(partition, key)?.Version == version && All.Remove((partition, key)));

    public ValueTask<IReadOnlyList<Document>> ListAsync(
        string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<Document>>(() =>
        {
            Reads++;
            return [.. All.Values
                .Where(document => document.Partition == partition
                    && (afterKey is null || string.CompareOrdinal(document.Key, afterKey) > 0)
                    && Live(partition, document.Key) is not null)
                .Take(limit)];
        });

    private Document? Live(string partition, string key) =>
        All.TryGetValue((partition, key), out var document) && !(document.Expires <= clock.GetUtcNow()) ? document : null;

    private Document Put(string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires) =>
        All[(partition, key)] = new Document(partition, key, body.ToArray(), $"v{++_version}", expires);

    private ValueTask<T> Run<T>(Func<T> action)
    {
        lock (_gate)
        {
            return Down ? throw new StoreUnavailableException("documents") : ValueTask.FromResult(action());
        }
    }
}
