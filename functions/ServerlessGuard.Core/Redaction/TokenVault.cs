using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// The store of the encrypted originals of tokens. A scope is one partition, named by a keyed hash so that no store
/// operator reads who talks about what: one record with the scope's secret, from which its tokens derive, and one record
/// per save with the new tokens. Records are only added, so that interactions of one scope at once need no lock: the same
/// value gives both the same token. A scope is read once a second at most. Thread-safe.
/// </summary>
public sealed class TokenVault
{
    private const string SecretKey = "scope";
    private const string BundlePrefix = "b-";
    private const int PageSize = 100;
    private const int MaxBundle = 48 * 1024;

    private readonly IDocumentStore _store;
    private readonly IEntropy _entropy;
    private readonly TimeProvider _clock;
    private readonly TokenVaultOptions _options;
    private readonly VaultKeys _keys;
    private readonly ScopeCache _scopes;

    public TokenVault(IDocumentStore store, IKeyRing keys, IEntropy entropy, TimeProvider clock, TokenVaultOptions? options = null)
    {
        (_store, _entropy, _clock, _options) = (store, entropy, clock, options ?? new TokenVaultOptions());
        _keys = new VaultKeys(store, keys, entropy, clock, _options);
        _scopes = new ScopeCache(clock);
    }

    /// <summary>
    /// The scope's tokens that have not expired. Throws <see cref="StoreUnavailableException"/> when the store is down and
    /// <see cref="CryptographicException"/> when a record was altered or moved from another scope.
    /// </summary>
    public ValueTask<TokenSession> OpenAsync(TokenScope scope, CancellationToken cancellationToken) =>
        OpenAsync(scope, new SessionTerms(), cancellationToken);

    internal async ValueTask<TokenSession> OpenAsync(TokenScope scope, SessionTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var saved = await _scopes.GetAsync(scope, token => ReadAsync(scope, terms.OnlyTokens, token), cancellationToken);
        if (saved.Unsaved is { } secret && !terms.OnlyTokens)
        {
            saved = await BeginAsync(scope, saved, secret, cancellationToken);
        }

        return new TokenSession(scope, saved, _options, (added, token) => SaveAsync(scope, saved, added, token), terms.OnlyIssued);
    }

    private async ValueTask<ScopeTokens> ReadAsync(TokenScope scope, bool onlyTokens, CancellationToken cancellationToken)
    {
        var partition = await PartitionAsync(scope, cancellationToken);
        var (found, entries) = await LoadAsync(scope, partition, cancellationToken);
        var isLater = found is null && onlyTokens;
        var secret = isLater ? Fresh() : await SecretAsync(scope, partition, found, cancellationToken);
        return new ScopeTokens(secret, entries) { Unsaved = isLater ? secret : null };
    }

    /// <summary>
    /// Stores a new scope's secret, from which more than tokens is derived: whoever stored one first has drawn it for all.
    /// </summary>
    private async ValueTask<ScopeTokens> BeginAsync(
        TokenScope scope, ScopeTokens read, byte[] secret, CancellationToken cancellationToken)
    {
        var partition = await PartitionAsync(scope, cancellationToken);
        await StoreSecretAsync(scope, partition, secret, cancellationToken);
        _scopes.Drop(scope);
        var stored = await SecretAsync(
            scope, partition, await _store.GetAsync(partition, SecretKey, cancellationToken), cancellationToken);
        return stored.AsSpan().SequenceEqual(secret) ? read.With([]) : new ScopeTokens(stored, []);
    }

    /// <summary>Null: another stored one first.</summary>
    private async ValueTask<Document?> StoreSecretAsync(
        TokenScope scope, string partition, byte[] secret, CancellationToken cancellationToken)
    {
        var epoch = _keys.CurrentEpoch;
        var cipher = new ScopeCipher(await _keys.CurrentAsync(epoch, cancellationToken), scope);
        return await _store.CreateAsync(
            partition, SecretKey, VaultRecord.Write(epoch, [(Label(SecretKey), cipher.Seal(secret, Label(SecretKey), _entropy))]),
            _clock.GetUtcNow() + (2 * _options.TimeToLive), cancellationToken);
    }

    private async ValueTask<string> PartitionAsync(TokenScope scope, CancellationToken cancellationToken)
    {
        var naming = await _keys.NamingAsync(cancellationToken);
        return "vault-" + Convert.ToHexStringLower(HMACSHA256.HashData(naming.Span, ScopeCipher.Encode(scope)));
    }

    /// <param name="found">The scope's record, where reading its tokens came by it: most interactions need no second read.</param>
    private async ValueTask<byte[]> SecretAsync(TokenScope scope, string partition, Document? found, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var now = _clock.GetUtcNow();
            var existing = attempt == 0 ? found : await _store.GetAsync(partition, SecretKey, cancellationToken);
            var secret = existing is null ? null : await OpenSecretAsync(scope, existing, cancellationToken);
            if (secret is not null && !(existing!.Expires - now < _options.TimeToLive))
            {
                return secret;
            }

            // New, or about to expire before the tokens that may be issued now: (re)written under the current key.
            secret ??= Fresh();
            var epoch = _keys.CurrentEpoch;
            var cipher = new ScopeCipher(await _keys.CurrentAsync(epoch, cancellationToken), scope);
            var body = VaultRecord.Write(epoch, [(Label(SecretKey), cipher.Seal(secret, Label(SecretKey), _entropy))]);
            var expires = now + (2 * _options.TimeToLive);
            var written = existing is null
                ? await _store.CreateAsync(partition, SecretKey, body, expires, cancellationToken)
                : await _store.ReplaceAsync(partition, SecretKey, body, existing.Version, expires, cancellationToken);
            if (written is not null)
            {
                return secret;
            }
        }

        throw new StoreUnavailableException("The vault's scope record keeps changing.");
    }

    private byte[] Fresh()
    {
        var secret = new byte[32];
        _entropy.Fill(secret);
        return secret;
    }

    private async ValueTask<byte[]?> OpenSecretAsync(TokenScope scope, Document document, CancellationToken cancellationToken)
    {
        var (epoch, values) = VaultRecord.Read(document.Body);
        return values.Count == 1 && await _keys.FindAsync(epoch, cancellationToken) is { } key
            ? new ScopeCipher(key, scope).Open(values[0].Sealed, Label(SecretKey))
            : null;
    }

    private async ValueTask<(Document? Secret, List<TokenEntry> Entries)> LoadAsync(
        TokenScope scope, string partition, CancellationToken cancellationToken)
    {
        var entries = new List<TokenEntry>();
        Document? secret = null;
        for (string? after = null; entries.Count < 2L * _options.MaxEntries;)
        {
            var page = await _store.ListAsync(partition, after, PageSize, cancellationToken);
            secret ??= page.FirstOrDefault(static document => document.Key == SecretKey);
            foreach (var document in page.Where(static document => document.Key.StartsWith(BundlePrefix, StringComparison.Ordinal)))
            {
                var (epoch, values) = VaultRecord.Read(document.Body);

                // An epoch whose key was destroyed is forgotten on purpose.
                if (await _keys.FindAsync(epoch, cancellationToken) is { } key)
                {
                    var cipher = new ScopeCipher(key, scope);
                    entries.AddRange(values.Select(
                        value => TokenEntry.Read(Encoding.ASCII.GetString(value.Label), cipher.Open(value.Sealed, value.Label))));
                }
            }

            if (page.Count < PageSize)
            {
                break;
            }

            after = page[^1].Key;
        }

        // More tokens than a scope may have: the secret, which comes last, was not reached.
        secret ??= entries.Count >= 2L * _options.MaxEntries ? await _store.GetAsync(partition, SecretKey, cancellationToken) : null;
        return (secret, entries);
    }

    private async ValueTask SaveAsync(
        TokenScope scope, ScopeTokens saved, IReadOnlyList<TokenEntry> added, CancellationToken cancellationToken)
    {
        try
        {
            var partition = await PartitionAsync(scope, cancellationToken);
            var (epoch, now) = (_keys.CurrentEpoch, _clock.GetUtcNow());
            var cipher = new ScopeCipher(await _keys.CurrentAsync(epoch, cancellationToken), scope);

            // At once, so that they share a commit. A secret that another has stored meanwhile changes nothing: tokens are turned back by
            // their records, and from then on that secret gives the new ones.
            var writes = new List<Task>();
            if (saved.Unsaved is { } secret)
            {
                writes.Add(StoreSecretAsync(scope, partition, secret, cancellationToken).AsTask());
            }

            foreach (var bundle in Bundles(added, cipher))
            {
                // Null: the same tokens were written this minute, by whoever issued them too.
                writes.Add(_store.CreateAsync(
                    partition, BundlePrefix + saved.BundleName(bundle.Entries, now), VaultRecord.Write(epoch, bundle.Values),
                    now + _options.TimeToLive, cancellationToken).AsTask());
            }

            await Task.WhenAll(writes);
        }
        catch
        {
            // A save that failed may stand all the same.
            _scopes.Drop(scope);
            throw;
        }

        _scopes.Add(scope, added);
    }

    /// <summary>The sealed tokens, in records of bounded size.</summary>
    private IEnumerable<(List<TokenEntry> Entries, List<(byte[] Label, byte[] Sealed)> Values)> Bundles(
        IReadOnlyList<TokenEntry> added, ScopeCipher cipher)
    {
        var bundle = (Entries: new List<TokenEntry>(), Values: new List<(byte[] Label, byte[] Sealed)>());
        var size = 0;
        foreach (var entry in added)
        {
            var label = Label(entry.Code);
            var value = cipher.Seal(entry.ToBytes(), label, _entropy);
            if (size > 0 && size + value.Length > MaxBundle)
            {
                yield return bundle;
                bundle = ([], []);
                size = 0;
            }

            bundle.Entries.Add(entry);
            bundle.Values.Add((label, value));
            size += value.Length + label.Length + 4;
        }

        yield return bundle;
    }

    private static byte[] Label(string text) => Encoding.ASCII.GetBytes(text);
}

/// <summary>The use of a session.</summary>
/// <param name="OnlyIssued">It turns back only tokens that it has itself issued, again or for the first time.</param>
/// <param name="OnlyTokens">Nothing but tokens is made of the scope's secret: a new one is stored with the first of them.</param>
internal readonly record struct SessionTerms(bool OnlyIssued = false, bool OnlyTokens = false);
