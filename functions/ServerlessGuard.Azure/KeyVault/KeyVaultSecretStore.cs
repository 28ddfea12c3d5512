using Azure;
using Azure.Security.KeyVault.Secrets;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.KeyVault;

/// <summary>Secrets in Key Vault. No exception of it carries an answer of the vault.</summary>
public sealed class KeyVaultSecretStore(SecretClient client) : ISecretStore
{
    /// <summary>In the content type of what infra makes so that rights can be granted on it.</summary>
    private const string PlaceMark = "guard=place";

    public async ValueTask<Secret?> GetAsync(string name, CancellationToken cancellationToken) =>
        await GetAsync(name, null, cancellationToken);

    public async ValueTask<Secret?> GetVersionAsync(string name, string version, CancellationToken cancellationToken) =>
        await GetAsync(name, version, cancellationToken);

    public async ValueTask<Secret> SetAsync(string name, string value, SecretAttributes attributes, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        ArgumentNullException.ThrowIfNull(attributes);
        var secret = new KeyVaultSecret(
            name, value)
        { Properties = { ContentType = attributes.ContentType, ExpiresOn = attributes.Expires, Enabled = true } };
        foreach (var (tag, text) in attributes.Tags)
        {
            secret.Properties.Tags[tag] = text;
        }

        try
        {
            return Read(await client.SetSecretAsync(secret, cancellationToken));
        }
        catch (RequestFailedException e)
        {
            throw Failure("set", name, e);
        }
    }

    public async ValueTask<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        var versions = new List<SecretVersion>();
        try
        {
            await foreach (var version in client.GetPropertiesOfSecretVersionsAsync(name, cancellationToken))
            {
                if (version.ContentType?.Contains(PlaceMark, StringComparison.Ordinal) != true)
                {
                    versions.Add(Read(version));
                }
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }
        catch (RequestFailedException e)
        {
            throw Failure("list", name, e);
        }

        // The vault lists in no order and counts in seconds: of two versions of one second it says itself which is current.
        var ordered = versions.OrderByDescending(static v => v.Created).ToList();
        if (ordered.Count > 1 && ordered[0].Created == ordered[1].Created && await CurrentAsync(name, cancellationToken) is { } current)
        {
            ordered = [.. ordered.OrderByDescending(v => v.Version == current)];
        }

        return ordered;
    }

    public async ValueTask<bool> SetEnabledAsync(string name, string version, bool enabled, CancellationToken cancellationToken)
    {
        var known = (await ListVersionsAsync(name, cancellationToken)).FirstOrDefault(v => v.Version == version);
        if (known is null)
        {
            return false;
        }

        try
        {
            var properties = new SecretProperties(new Uri(client.VaultUri, $"secrets/{name}/{version}"))
            {
                Enabled = enabled,
                ExpiresOn = known.Attributes.Expires,
                ContentType = known.Attributes.ContentType,
            };
            foreach (var (tag, text) in known.Attributes.Tags)
            {
                properties.Tags[tag] = text;
            }

            await client.UpdateSecretPropertiesAsync(properties, cancellationToken);
            return true;
        }
        catch (RequestFailedException e)
        {
            throw Failure("update", name, e);
        }
    }

    /// <summary>
    /// Null where it is disabled, or where this identity may list versions and read none: it sees the dates of both, which are the same.
    /// </summary>
    private async ValueTask<string?> CurrentAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetSecretAsync(name, cancellationToken: cancellationToken)).Value.Properties.Version;
        }
        catch (RequestFailedException e) when (e.Status is 403 or 404)
        {
            return null;
        }
        catch (RequestFailedException e)
        {
            throw Failure("get", name, e);
        }
    }

    private async ValueTask<Secret?> GetAsync(string name, string? version, CancellationToken cancellationToken)
    {
        StoreNames.RequireSecretName(name);
        try
        {
            return Read(await client.GetSecretAsync(name, version, cancellationToken: cancellationToken));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException e) when (e.Status == 403
            && e.GetRawResponse()?.Content.ToString().Contains("SecretDisabled", StringComparison.Ordinal) == true)
        {
            // Infra's place for a secret that is not set yet is a disabled version, and no secret.
            return (await ListVersionsAsync(name, cancellationToken)).Count == 0
                ? null
                : throw new SecretDisabledException(name, version ?? "current");
        }
        catch (RequestFailedException e)
        {
            throw Failure("get", name, e);
        }
    }

    private static Secret Read(KeyVaultSecret secret) => new(Read(secret.Properties), secret.Value);

    private static SecretVersion Read(SecretProperties properties) => new(
        properties.Name,
        properties.Version,
        properties.Enabled ?? true,
        properties.CreatedOn ?? DateTimeOffset.MinValue,
        new SecretAttributes
        {
            Expires = properties.ExpiresOn,
            ContentType = properties.ContentType,
            Tags = new Dictionary<string, string>(properties.Tags)
        });

    private static StoreUnavailableException Failure(string operation, string name, RequestFailedException e) => new(e.Status == 409
        ? $"Key Vault answered 409 to {operation} of {name}: a deleted secret of this name waits to be recovered or purged."
        : $"Key Vault answered {e.Status} {e.ErrorCode} to {operation} of {name}.");
}
