using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Testing.Stores;

/// <summary>Secrets in memory, with Key Vault's semantics. Thread-safe.</summary>
public sealed class InMemorySecretStore(TimeProvider? clock = null) : ISecretStore
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Secret>> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private long _next;

    public ValueTask<Secret?> GetAsync(string name, CancellationToken cancellationToken) =>
        Find(name, versions => versions[^1], cancellationToken);

    public ValueTask<Secret?> GetVersionAsync(string name, string version, CancellationToken cancellationToken) =>
        Find(name, versions => versions.Find(s => s.Version.Version == version), cancellationToken);

    public ValueTask<Secret> SetAsync(string name, string value, SecretAttributes attributes, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!_secrets.TryGetValue(name, out var versions))
            {
                _secrets[name] = versions = [];
            }

            var id = (++_next).ToString("x32", CultureInfo.InvariantCulture);
            var secret = new Secret(
                new SecretVersion(versions.Count > 0 ? versions[0].Version.Name : name, id, true, _clock.GetUtcNow(), attributes), value);
            versions.Add(secret);
            return new(secret);
        }
    }

    public ValueTask<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(_secrets.TryGetValue(name, out var versions) ? [.. versions.Select(s => s.Version).Reverse()] : []);
        }
    }

    public ValueTask<bool> SetEnabledAsync(string name, string version, bool enabled, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var index = _secrets.TryGetValue(name, out var versions) ? versions.FindIndex(s => s.Version.Version == version) : -1;
            if (index < 0)
            {
                return new(false);
            }

            versions![index] = versions[index] with { Version = versions[index].Version with { Enabled = enabled } };
            return new(true);
        }
    }

    private ValueTask<Secret?> Find(string name, Func<List<Secret>, Secret?> pick, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var found = _secrets.TryGetValue(name, out var versions) ? pick(versions) : null;
            return found is { Version.Enabled: false }
                ? throw new SecretDisabledException(found.Version.Name, found.Version.Version)
                : new(found);
        }
    }
}
