using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments;

/// <summary>The platforms that this host has adapters for.</summary>
public sealed class DeploymentPlatforms(IEnumerable<IDeploymentPlatform> platforms)
{
    private readonly IDeploymentPlatform[] _platforms = [.. platforms];

    /// <summary>Null when the host has no adapter for the model's platform.</summary>
    public IDeploymentPlatform? Find(ModelPolicy model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Array.Find(_platforms, p => p.Platform == PlatformNames.OfDeployments(model.Platform));
    }

    /// <summary>As <see cref="Find"/>. Throws <see cref="InvalidOperationException"/> when the host has none.</summary>
    public IDeploymentPlatform Of(ModelPolicy model) =>
        Find(model) ?? throw new InvalidOperationException($"This host has no adapter for the platform {model.Platform}.");
}
