using System.Collections.Concurrent;
using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The vault's data keys, each stored wrapped by the key ring: one per hour for content, and one that names are derived
/// with. Unwrapped keys are kept for 15 minutes at most.
/// </summary>
internal sealed class VaultKeys(IDocumentStore store, IKeyRing ring, IEntropy entropy, TimeProvider clock, TokenVaultOptions options)
{
    private const string Partition = "vault-keys";
    private static readonly TimeSpan CacheFor = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (ReadOnlyMemory<byte> Key, DateTimeOffset Until)> _cache = new(StringComparer.Ordinal);

    /// <summary>The name of the current hour's key.</summary>
    public string CurrentEpoch => clock.GetUtcNow().UtcDateTime.ToString("'epoch-'yyyyMMddHH", CultureInfo.InvariantCulture);

    /// <summary>The key that scope names are derived with. It names, and opens nothing.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> NamingAsync(CancellationToken cancellationToken) =>
        await FindAsync("naming", cancellationToken) ?? await MakeAsync("naming", null, cancellationToken);

    /// <summary>The current hour's key, made if it is the first time. Entries under it can be read for twice their time to live.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> CurrentAsync(string epoch, CancellationToken cancellationToken) =>
        await FindAsync(epoch, cancellationToken)
        ?? await MakeAsync(epoch, clock.GetUtcNow() + (2 * options.TimeToLive) + TimeSpan.FromHours(2), cancellationToken);

    /// <summary>A key, or null when it has been destroyed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var (stale, kept) in _cache)
        {
            if (kept.Until <= now)
            {
                _cache.TryRemove(stale, out _);
            }
        }

        if (_cache.TryGetValue(name, out var cached))
        {
            return cached.Key;
        }

        if (await store.GetAsync(Partition, name, cancellationToken) is not { } document)
        {
            return null;
        }

        var key = await ring.UnwrapAsync(options.KeyName, document.Body, cancellationToken);
        _cache[name] = (key, now + CacheFor);
        return key;
    }

    private async ValueTask<ReadOnlyMemory<byte>> MakeAsync(string name, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        var key = new byte[32];
        entropy.Fill(key);
        var wrapped = await ring.WrapAsync(options.KeyName, key, cancellationToken);
        if (await store.CreateAsync(Partition, name, wrapped, expires, cancellationToken) is not null)
        {
            _cache[name] = (key, clock.GetUtcNow() + CacheFor);
            return key;
        }

        // Someone else made it first: theirs counts.
        return await FindAsync(name, cancellationToken)
            ?? throw new StoreUnavailableException("The vault's key was created and cannot be read back.");
    }
}
