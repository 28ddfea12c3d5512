using System.Collections.Concurrent;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Callers;

/// <summary>The server-side secret that keys are hashed with, by version. Versions are immutable, so they are kept once read;
/// a process that has read one continues using it until it restarts.</summary>
internal sealed class CallerKeyPepper(ISecretStore secrets, IEntropy entropy)
{
    public const string SecretName = "caller-key-pepper";
    private readonly ConcurrentDictionary<string, byte[]> _byVersion = new(StringComparer.Ordinal);

    /// <summary>The pepper for new keys; made at first use.</summary>
    public async ValueTask<(string Version, byte[] Value)> CurrentAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(null, cancellationToken) is not { } secret)
        {
            var random = new byte[32];
            entropy.Fill(random);
            secret = await secrets.SetAsync(
                SecretName, Convert.ToBase64String(random), new SecretAttributes { ContentType = "application/octet-stream;base64" },
                cancellationToken);
        }

        return (secret.Version.Version, Convert.FromBase64String(secret.Value));
    }

    /// <summary>Null when there is no such version: keys hashed with it are dead.</summary>
    public async ValueTask<byte[]?> OfAsync(string version, CancellationToken cancellationToken)
    {
        if (_byVersion.TryGetValue(version, out var known))
        {
            return known;
        }

        return await ReadAsync(version, cancellationToken) is { } secret
            ? _byVersion.GetOrAdd(version, Convert.FromBase64String(secret.Value))
            : null;
    }

    private async ValueTask<Secret?> ReadAsync(string? version, CancellationToken cancellationToken)
    {
        try
        {
            return version is null
                ? await secrets.GetAsync(SecretName, cancellationToken)
                : await secrets.GetVersionAsync(SecretName, version, cancellationToken);
        }
        catch (SecretDisabledException)
        {
            // Disabling a version is how an operator kills every key hashed with it.
            return null;
        }
    }
}
