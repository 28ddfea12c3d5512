using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Blobs in memory, with the contract of the real stores. Thread-safe.</summary>
public sealed class InMemoryBlobStore : IBlobStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    public async ValueTask<bool> CreateAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var bytes = await ReadAllAsync(name, content, cancellationToken);
        lock (_gate)
        {
            return _blobs.TryAdd(name, bytes);
        }
    }

    public async ValueTask PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var bytes = await ReadAllAsync(name, content, cancellationToken);
        lock (_gate)
        {
            _blobs[name] = bytes;
        }
    }

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(_blobs.TryGetValue(name, out var bytes) ? new MemoryStream(bytes, writable: false) : null);
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] names;
        lock (_gate)
        {
            names = [.. _blobs.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))];
        }

        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }

        await Task.CompletedTask;
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(_blobs.Remove(name));
        }
    }

    private static async Task<byte[]> ReadAllAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        StoreNames.RequireBlobName(name);
        using var memory = new MemoryStream();
        await content.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }
}
