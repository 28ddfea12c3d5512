using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The platforms that this host has adapters for.</summary>
internal sealed class KeyPlatforms(IEnumerable<IKeyPlatform> platforms)
{
    private readonly IKeyPlatform[] _platforms = [.. platforms];

    public IKeyPlatform? Find(CredentialPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Array.Find(_platforms, p => p.Name == policy.Platform);
    }
}
