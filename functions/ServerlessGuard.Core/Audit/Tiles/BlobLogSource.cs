using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>A log in its stores.</summary>
public sealed class BlobLogSource(LogStores stores) : ILogSource
{
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) =>
        await BlobBytes.ReadAsync(stores.Of(path), LogStores.Prefix + path, cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IBlobStore[] all = ReferenceEquals(stores.WriteOnce, stores.Mutable) ? [stores.Mutable] : [stores.WriteOnce, stores.Mutable];
        foreach (var store in all)
        {
            await foreach (var name in store.ListAsync(LogStores.Prefix, cancellationToken))
            {
                yield return name[LogStores.Prefix.Length..];
            }
        }
    }
}
