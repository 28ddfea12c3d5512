using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Gateway;

/// <summary>One secret of the guard that every instance has alike: names conversations, signs joins. Read once.</summary>
internal sealed class GatewayKey(ISecretStore secrets, IEntropy entropy)
{
    private const string SecretName = "gateway-conversation-key";

    private byte[]? _key;

    public async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken) =>
        _key ??= Convert.FromBase64String(
            await WriteOnceSecret.LoadAsync(secrets, SecretName, Make, SecretAttributes.None, cancellationToken));

    private string Make()
    {
        var fresh = new byte[32];
        entropy.Fill(fresh);
        return Convert.ToBase64String(fresh);
    }
}
