using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>One secret of the guard that every instance has alike: names conversations, signs joins. Read once.</summary>
internal sealed class GatewayKey(ISecretStore secrets, IEntropy entropy)
{
    private const string SecretName = "gateway-conversation-key";

    private byte[]? _key;

    public async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken) => _key ??= await FindAsync(cancellationToken);

    private async ValueTask<byte[]> FindAsync(CancellationToken cancellationToken)
    {
        var versions = await secrets.ListVersionsAsync(SecretName, cancellationToken);
        if (versions.Count == 0)
        {
            var fresh = new byte[32];
            entropy.Fill(fresh);
            await secrets.SetAsync(SecretName, Convert.ToBase64String(fresh), SecretAttributes.None, cancellationToken);
            versions = await secrets.ListVersionsAsync(SecretName, cancellationToken);
        }

        // The oldest version: two instances that start at once both write, and then agree.
        var secret = await secrets.GetVersionAsync(SecretName, versions[^1].Version, cancellationToken)
            ?? throw new StoreUnavailableException("The secret store lists a version that it does not have.");
        return Convert.FromBase64String(secret.Value);
    }
}
