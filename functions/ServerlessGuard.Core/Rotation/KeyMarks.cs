using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Keyed hashes by which keys are told apart without being kept. The hash key is a secret of the vault, made at first
/// use; two workers that make it at once agree on the older version.
/// </summary>
public sealed class KeyMarks(ISecretStore secrets, IEntropy entropy)
{
    public const string SecretName = "guard-key-marks";

    private byte[]? _key;

    public async ValueTask<string> OfAsync(string key, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key ??= await LoadAsync(cancellationToken), Encoding.UTF8.GetBytes(key)));

    private async ValueTask<byte[]> LoadAsync(CancellationToken cancellationToken)
    {
        var oldest = await OldestAsync(cancellationToken);
        if (oldest is null)
        {
            var random = new byte[32];
            entropy.Fill(random);
            await secrets.SetAsync(SecretName, Convert.ToBase64String(random), new SecretAttributes { ContentType = "application/octet-stream;base64" }, cancellationToken);
            oldest = await OldestAsync(cancellationToken);
        }

        var first = await secrets.GetVersionAsync(SecretName, oldest!.Version, cancellationToken);
        return Convert.FromBase64String(first!.Value);
    }

    // A disabled version is a placeholder that keeps the name: whoever provisions the vault writes one.
    private async ValueTask<SecretVersion?> OldestAsync(CancellationToken cancellationToken) =>
        (await secrets.ListVersionsAsync(SecretName, cancellationToken)).LastOrDefault(static version => version.Enabled);
}
