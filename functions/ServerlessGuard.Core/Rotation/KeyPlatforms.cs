using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The platforms that this host has adapters for.</summary>
public sealed class KeyPlatforms(IEnumerable<IKeyPlatform> platforms)
{
    private readonly IKeyPlatform[] _platforms = [.. platforms];

    /// <summary>Null when the host has no adapter for the credential's platform.</summary>
    public IKeyPlatform? Find(CredentialPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Array.Find(_platforms, p => p.Name == policy.Platform);
    }

    /// <summary>As <see cref="Find"/>. Throws <see cref="InvalidOperationException"/> when the host has none.</summary>
    public IKeyPlatform Of(CredentialPolicy policy) =>
        Find(policy) ?? throw new InvalidOperationException($"This host has no adapter for the platform {policy.Platform}.");
}
