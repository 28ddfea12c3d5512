using System.Collections.Concurrent;
using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Staged blobs in memory. Thread-safe.</summary>
public sealed class InMemoryStagedBlobStore : IStagedBlobStore
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Version)> _blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Name, string Upload, int Number), byte[]> _staged = new();
    private int _next;

    /// <summary>Blobs that are there for everybody to see.</summary>
    public IReadOnlyList<string> Names => [.. _blobs.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The largest block that was staged.</summary>
    public int LargestBlock => _staged.Values.Max(static b => b.Length);

    /// <summary>How often a blob was committed.</summary>
    public int Commits { get; private set; }

    public byte[]? Read(string name) => _blobs.TryGetValue(name, out var blob) ? blob.Bytes : null;

    public void Put(string name, byte[] bytes) =>
        _blobs[name] = (bytes, Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture));

    /// <summary>The service forgets what was staged and not committed.</summary>
    public void Forget() => _staged.Clear();

    public ValueTask<BlobVersion?> FindAsync(string name, CancellationToken cancellationToken) =>
        new(_blobs.TryGetValue(name, out var blob) ? new BlobVersion(blob.Bytes.Length, blob.Version) : null);

    public ValueTask<Stream?> OpenReadAsync(string name, string version, long from, CancellationToken cancellationToken) =>
        new(_blobs.TryGetValue(name, out var blob) && blob.Version == version
            ? new MemoryStream(blob.Bytes[(int)from..], writable: false)
            : null);

    public ValueTask StageAsync(string name, string upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        _staged[(name, upload, number)] = content.ToArray();
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> CommitAsync(string name, string upload, int count, CancellationToken cancellationToken)
    {
        var blocks = Enumerable.Range(0, count).Select(n => _staged.GetValueOrDefault((name, upload, n))).ToList();
        if (blocks.Contains(null))
        {
            return new(false);
        }

        Put(name, [.. blocks.SelectMany(static b => b!)]);
        Commits++;
        return new(true);
    }
}
