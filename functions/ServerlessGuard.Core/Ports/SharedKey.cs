namespace ServerlessGuard.Core.Ports;

/// <summary>
/// A random 32-byte key in the secret store that every instance of the guard shares, made at first use. The oldest version
/// counts: two instances that start at once both write, and then agree. Thread-safe.
/// </summary>
public sealed class SharedKey(ISecretStore secrets, IEntropy entropy, string name)
{
    private byte[]? _key;

    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellationToken) =>
        _key ??= await LoadAsync(cancellationToken);

    private async ValueTask<byte[]> LoadAsync(CancellationToken cancellationToken)
    {
        var versions = await secrets.ListVersionsAsync(name, cancellationToken);
        if (versions.Count == 0)
        {
            var fresh = new byte[32];
            entropy.Fill(fresh);
            await secrets.SetAsync(name, Convert.ToBase64String(fresh), SecretAttributes.None, cancellationToken);
            versions = await secrets.ListVersionsAsync(name, cancellationToken);
        }

        var secret = await secrets.GetVersionAsync(name, versions[^1].Version, cancellationToken)
            ?? throw new StoreUnavailableException("The secret store lists a version that it does not have.");
        return Convert.FromBase64String(secret.Value);
    }
}
