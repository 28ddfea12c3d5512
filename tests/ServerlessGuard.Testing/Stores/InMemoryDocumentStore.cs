using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Documents in memory, with the contract of the real stores. Thread-safe.</summary>
public sealed class InMemoryDocumentStore(TimeProvider? clock = null) : IDocumentStore
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Partition, string Key), Document> _documents = [];
    private long _version;

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken)
    {
        Require(partition, key, cancellationToken);
        lock (_gate)
        {
            return new(Living(partition, key));
        }
    }

    public ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        Require(partition, key, cancellationToken);
        lock (_gate)
        {
            return new(Living(partition, key) is null ? Write(partition, key, body, expires) : null);
        }
    }

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        Require(partition, key, cancellationToken);
        lock (_gate)
        {
            return new(Living(partition, key)?.Version == version ? Write(partition, key, body, expires) : null);
        }
    }

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken)
    {
        Require(partition, key, cancellationToken);
        lock (_gate)
        {
            return new(Living(partition, key)?.Version == version && _documents.Remove((partition, key)));
        }
    }

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        Require(partition, afterKey ?? "-", cancellationToken);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        lock (_gate)
        {
            return new([.. _documents.Values
                .Where(d => d.Partition == partition && IsLiving(d) && (afterKey is null || string.CompareOrdinal(d.Key, afterKey) > 0))
                .OrderBy(d => d.Key, StringComparer.Ordinal)
                .Take(limit)]);
        }
    }

    private static void Require(string partition, string key, CancellationToken cancellationToken)
    {
        StoreNames.RequireDocumentName(partition);
        StoreNames.RequireDocumentName(key);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private Document? Living(string partition, string key) =>
        _documents.TryGetValue((partition, key), out var document) && IsLiving(document) ? document : null;

    private bool IsLiving(Document document) => document.Expires is not { } expires || expires > _clock.GetUtcNow();

    private Document Write(string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires)
    {
        var version = (++_version).ToString(CultureInfo.InvariantCulture);
        return _documents[(partition, key)] = new Document(partition, key, body.ToArray(), version, expires);
    }
}
