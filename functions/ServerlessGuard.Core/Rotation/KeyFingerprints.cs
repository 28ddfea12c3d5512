using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Keyed hashes by which keys are distinguished without being kept. The hash key is a secret of the vault, made at first
/// use; two workers that make it at once agree on the older version.
/// </summary>
public sealed class KeyFingerprints(ISecretStore secrets, IEntropy entropy)
{
    public const string SecretName = "guard-key-fingerprints";

    private byte[]? _key;

    public async ValueTask<string> OfAsync(string key, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key ??= await LoadAsync(cancellationToken), Encoding.UTF8.GetBytes(key)));

    private async ValueTask<byte[]> LoadAsync(CancellationToken cancellationToken) =>
        Convert.FromBase64String(await WriteOnceSecret.LoadAsync(
            secrets, SecretName, Make, new SecretAttributes { ContentType = "application/octet-stream;base64" }, cancellationToken));

    private string Make()
    {
        var random = new byte[32];
        entropy.Fill(random);
        return Convert.ToBase64String(random);
    }
}
