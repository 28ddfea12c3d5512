using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// Blobs over several containers, by the first segment of their names: roles and retention are granted per container.
/// <c>content/x/y</c> is <c>x/y</c> in the container content; what has no container of its own lies in <see cref="Default"/>
/// under its whole name.
/// </summary>
internal sealed class RoutedBlobStore(StorageClients clients, IEntropy entropy) : IBlobStore
{
    public const string Default = "blobs";

    private static readonly string[] Own = ["attestations", "clean", "content", "evidence", "inbox", "quarantine", "reported"];

    private readonly AzureBlobStore _default = new(clients, Default, entropy);
    private readonly Dictionary<string, AzureBlobStore> _own = Own.ToDictionary(
        static name => name, name => new AzureBlobStore(clients, name, entropy), StringComparer.Ordinal);

    public ValueTask<bool> CreateAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var (store, below) = Of(name);
        return store.CreateAsync(below, content, cancellationToken);
    }

    public ValueTask PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var (store, below) = Of(name);
        return store.PutAsync(below, content, cancellationToken);
    }

    public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken)
    {
        var (store, below) = Of(name);
        return store.OpenReadAsync(below, cancellationToken);
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var slash = prefix.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && _own.TryGetValue(prefix[..slash], out var store)
            ? store.ListAsync(prefix[(slash + 1)..], cancellationToken).Select(below => prefix[..(slash + 1)] + below)
            : ListAllAsync(prefix, cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var (store, below) = Of(name);
        return store.DeleteAsync(below, cancellationToken);
    }

    private (AzureBlobStore Store, string Name) Of(string name)
    {
        StoreNames.RequireBlobName(name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && _own.TryGetValue(name[..slash], out var store) ? (store, name[(slash + 1)..]) : (_default, name);
    }

    /// <summary>A prefix that may reach into several containers: each is ordered, and they are merged.</summary>
    private IAsyncEnumerable<string> ListAllAsync(string prefix, CancellationToken cancellationToken)
    {
        var reached = _own.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return reached.Count == 0
            ? _default.ListAsync(prefix, cancellationToken)
            : MergedAsync(prefix, reached, cancellationToken);
    }

    private async IAsyncEnumerable<string> MergedAsync(
        string prefix, List<KeyValuePair<string, AzureBlobStore>> reached,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Names of one container follow each other: all begin with its name and a slash.
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var name in _default.ListAsync(prefix, cancellationToken))
        {
            names.Add(name);
        }

        foreach (var (container, store) in reached)
        {
            await foreach (var name in store.ListAsync("", cancellationToken))
            {
                names.Add($"{container}/{name}");
            }
        }

        foreach (var name in names)
        {
            yield return name;
        }
    }
}
