using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Callers;

/// <summary>
/// Keys of callers on a host without Entra. Thread-safe. Only a keyed hash is at rest. A revocation holds at once in the
/// process that made it and within <see cref="RevocationLatency"/> in every other.
/// </summary>
public sealed class CallerKeys
{
    /// <summary>How long another process may continue accepting a revoked key.</summary>
    public static readonly TimeSpan RevocationLatency = TimeSpan.FromSeconds(15);

    internal const string Partition = "caller-keys";

    private const int CacheCapacity = 1024;
    private const int PageSize = 100;
    private readonly IDocumentStore _documents;
    private readonly IEntropy _entropy;
    private readonly TimeProvider _clock;
    private readonly CallerKeyPepper _pepper;
    private readonly CallerKeyCache _cache;
    private readonly RecordedKeys? _recorded;
    private readonly byte[] _noPepper = new byte[32];

    /// <param name="documents">The store.</param>
    /// <param name="secrets">Has the pepper.</param>
    /// <param name="entropy">Makes keys.</param>
    /// <param name="clock">Time.</param>
    /// <param name="recorded">The entries of the log, where this host reads the logs that keys are recorded in; null elsewhere.</param>
    public CallerKeys(
        IDocumentStore documents, ISecretStore secrets, IEntropy entropy, TimeProvider clock, RecordedKeys? recorded = null)
    {
        _recorded = recorded;
        _documents = documents;
        _entropy = entropy;
        _clock = clock;
        _pepper = new CallerKeyPepper(secrets, entropy);
        _cache = new CallerKeyCache(CacheCapacity, RevocationLatency, clock);
        entropy.Fill(_noPepper);
    }

    /// <summary>
    /// Creates a key. Null when the name is taken, by a revoked key too: a name denotes one key in the whole audit log.
    /// </summary>
    /// <exception cref="ArgumentException">The name or a role is not valid, or the expiry has passed.</exception>
    public async ValueTask<CreatedCallerKey?> CreateAsync(
        string name, IReadOnlyCollection<string> roles, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        if (!CallerKeyText.IsName(name))
        {
            throw new ArgumentException(
                $"A key's name is 1 to {CallerKeyText.MaxNameLength} of a-z, 0-9 and hyphens inside.", nameof(name));
        }

        if (roles.Any(static role => !CallerRoles.All.Contains(role)))
        {
            throw new ArgumentException($"Roles are {string.Join(", ", CallerRoles.All)}.", nameof(roles));
        }

        if (expires <= now)
        {
            throw new ArgumentException("The expiry must lie ahead.", nameof(expires));
        }

        if (_recorded is not null && await _recorded.KnowsAsync(name, cancellationToken))
        {
            return null;
        }

        var (document, key) = await MakeAsync(
            name, [.. roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], now, expires, cancellationToken);
        return await _documents.CreateAsync(Partition, name, document.ToUtf8(), expires: null, cancellationToken) is null
            ? null
            : new CreatedCallerKey(document.ToRecord(), key);
    }

    /// <summary>
    /// Gives a key whose text was lost a new text: the old one ends, as by a revocation, and name, roles and expiry stay. Null when
    /// there is no such key, or it is revoked.
    /// </summary>
    public async ValueTask<CreatedCallerKey?> ReplaceAsync(string name, CancellationToken cancellationToken)
    {
        while (CallerKeyText.IsName(name) && await _documents.GetAsync(Partition, name, cancellationToken) is { } stored)
        {
            if (CallerKeyDocument.Read(stored.Body.Span) is not { Revoked: null } lost
                || await CorrectAsync(lost, cancellationToken) is { Revoked: not null })
            {
                return null;
            }

            var (document, key) = await MakeAsync(name, lost.Roles, _clock.GetUtcNow(), lost.Expires, cancellationToken);
            if (await _documents.ReplaceAsync(
                Partition, name, document.ToUtf8(), stored.Version, expires: null, cancellationToken) is not null)
            {
                _cache.Put(document);
                return new CreatedCallerKey(document.ToRecord(), key);
            }
        }

        return null;
    }

    /// <summary>Every key ever created, by name, revoked and expired ones too.</summary>
    public async ValueTask<IReadOnlyList<CallerKeyRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var records = new List<CallerKeyRecord>();
        string? after = null;
        while (true)
        {
            var page = await _documents.ListAsync(Partition, after, PageSize, cancellationToken);
            foreach (var document in page)
            {
                if (CallerKeyDocument.Read(document.Body.Span) is { } key)
                {
                    records.Add((await CorrectAsync(key, cancellationToken)).ToRecord());
                }
            }

            if (page.Count < PageSize)
            {
                return records;
            }

            after = page[^1].Key;
        }
    }

    /// <summary>Revokes a key. False when there is none of that name; true when it was revoked already.</summary>
    public async ValueTask<bool> RevokeAsync(string name, CancellationToken cancellationToken)
    {
        while (CallerKeyText.IsName(name) && await _documents.GetAsync(Partition, name, cancellationToken) is { } stored)
        {
            _cache.Remove(name);
            if (CallerKeyDocument.Read(stored.Body.Span) is not { } key)
            {
                return await _documents.DeleteAsync(Partition, name, stored.Version, cancellationToken);
            }

            if (key.Revoked is not null)
            {
                return true;
            }

            var revoked = key with { Revoked = _clock.GetUtcNow() };
            if (await _documents.ReplaceAsync(
                Partition, name, revoked.ToUtf8(), stored.Version, expires: null, cancellationToken) is not null)
            {
                // Put, not removed: a reader that fetched the old document meanwhile must not put that back.
                _cache.Put(revoked);
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Judges a presented key. An unknown name costs the same comparison as a wrong secret.
    /// </summary>
    public async ValueTask<CallerKeyResult> VerifyAsync(string presented, CancellationToken cancellationToken)
    {
        if (!CallerKeyText.TrySplit(presented, out var nameSpan, out _))
        {
            return new CallerKeyResult.Invalid("key-malformed", null);
        }

        var name = nameSpan.ToString();
        var key = _cache.Get(name) ?? await ReadAsync(name, cancellationToken);
        var pepper = key is null ? null : await _pepper.OfAsync(key.Pepper, cancellationToken);
        return Judge(presented, name, key, pepper);
    }

    /// <summary>Whether the key of this name may still be used: for what began with the key and continues without showing it.</summary>
    public async ValueTask<bool> IsValidAsync(string name, CancellationToken cancellationToken)
    {
        if (!CallerKeyText.IsName(name))
        {
            return false;
        }

        var key = _cache.Get(name) ?? await ReadAsync(name, cancellationToken);
        return key is { Revoked: null }
            && key.Name == name
            && !(key.Expires <= _clock.GetUtcNow())
            && await _pepper.OfAsync(key.Pepper, cancellationToken) is not null;
    }

    private async ValueTask<(CallerKeyDocument Document, string Key)> MakeAsync(
        string name, string[] roles, DateTimeOffset now, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        var (version, pepper) = await _pepper.CurrentAsync(cancellationToken);
        var secret = new byte[CallerKeyText.SecretBytes];
        _entropy.Fill(secret);
        var key = CallerKeyText.Format(name, secret);
        CryptographicOperations.ZeroMemory(secret);
        CallerKeyText.TrySplit(key, out _, out var random);
        var document = new CallerKeyDocument
        {
            Name = name,
            Roles = roles,
            Created = now,
            Expires = expires,
            Pepper = version,
            Mac = [],
        };
        return (document with { Mac = document.ComputeMac(random, pepper) }, key);
    }

    private async ValueTask<CallerKeyDocument?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await _documents.GetAsync(Partition, name, cancellationToken);
        var key = stored is null ? null : CallerKeyDocument.Read(stored.Body.Span);
        if (key?.Name == name)
        {
            key = await CorrectAsync(key, cancellationToken);
            _cache.Put(key);
        }

        return key;
    }

    private async ValueTask<CallerKeyDocument> CorrectAsync(CallerKeyDocument key, CancellationToken cancellationToken) =>
        _recorded is null ? key : await _recorded.CorrectAsync(key, cancellationToken);

    private CallerKeyResult Judge(string presented, string name, CallerKeyDocument? key, byte[]? pepper)
    {
        CallerKeyText.TrySplit(presented, out _, out var random);
        var judged = key is null || key.Name != name || pepper is null ? null : key;
        var expected = (judged ?? Nobody(name)).ComputeMac(random, pepper ?? _noPepper);
        var same = CryptographicOperations.FixedTimeEquals(expected, judged?.Mac ?? _noPepper);
        if (judged is null)
        {
            return new CallerKeyResult.Invalid("key-unknown", null);
        }

        if (!same)
        {
            return new CallerKeyResult.Invalid("key-wrong", name);
        }

        if (judged.Revoked is not null)
        {
            return new CallerKeyResult.Invalid("key-revoked", name);
        }

        return judged.Expires <= _clock.GetUtcNow()
            ? new CallerKeyResult.Invalid("key-expired", name)
            : new CallerKeyResult.Valid(judged.ToRecord());
    }

    private static CallerKeyDocument Nobody(string name) => new()
    {
        Name = name,
        Roles = [],
        Created = default,
        Pepper = "",
        Mac = [],
    };
}
