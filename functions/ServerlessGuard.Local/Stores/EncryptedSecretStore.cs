using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>Secrets in the encrypted file, with Key Vault's semantics and limits (25,000 characters, 15 tags).</summary>
public sealed class EncryptedSecretStore(SecretFile file, TimeProvider clock, IEntropy entropy) : ISecretStore
{
    private const int LongestValue = 25_000;
    private const int MostTags = 15;

    public ValueTask<Secret?> GetAsync(string name, CancellationToken cancellationToken) =>
        new(Open(Versions(name, cancellationToken).LastOrDefault()));

    public ValueTask<Secret?> GetVersionAsync(string name, string version, CancellationToken cancellationToken) =>
        new(Open(Versions(name, cancellationToken).FirstOrDefault(r => r.Version == version)));

    public ValueTask<Secret> SetAsync(string name, string value, SecretAttributes attributes, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, LongestValue, "value.Length");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attributes.Tags.Count, MostTags, "attributes.Tags.Count");
        Span<byte> id = stackalloc byte[16];
        entropy.Fill(id);
        var record = new SecretRecord
        {
            IsKey = false,
            Name = name,
            Version = Convert.ToHexStringLower(id),
            Value = value,
            Enabled = true,
            Created = clock.GetUtcNow(),
            Expires = attributes.Expires,
            ContentType = attributes.ContentType,
            Tags = attributes.Tags.ToDictionary(StringComparer.Ordinal),
        };
        return file.ChangeAsync<Secret>(
            records =>
            {
                // The first spelling of a name stays, since case does not tell names apart.
                var stored = record with { Name = records.Find(r => IsVersionOf(r, name))?.Name ?? name };
                return ([.. records, stored], new Secret(Describe(stored), value));
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        new([.. Versions(name, cancellationToken).Select(Describe).Reverse()]);

    public ValueTask<bool> SetEnabledAsync(string name, string version, bool enabled, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        return file.ChangeAsync<bool>(
            records =>
            {
                var index = records.FindIndex(r => IsVersionOf(r, name) && r.Version == version);
                if (index < 0)
                {
                    return (null, false);
                }

                records[index] = records[index] with { Enabled = enabled };
                return (records, true);
            },
            cancellationToken);
    }

    private static bool IsVersionOf(SecretRecord record, string name) =>
        !record.IsKey && record.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static SecretVersion Describe(SecretRecord record) => new(
        record.Name, record.Version, record.Enabled, record.Created,
        new SecretAttributes { Expires = record.Expires, ContentType = record.ContentType, Tags = record.Tags });

    private static Secret? Open(SecretRecord? record) => record switch
    {
        null => null,
        { Enabled: false } => throw new SecretDisabledException(record.Name, record.Version),
        _ => new Secret(Describe(record), record.Value),
    };

    private IEnumerable<SecretRecord> Versions(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        cancellationToken.ThrowIfCancellationRequested();
        return file.Read().Where(r => IsVersionOf(r, name));
    }
}
