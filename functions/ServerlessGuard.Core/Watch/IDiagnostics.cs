using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Watch;

/// <summary>Whether what a resource does is logged. Throws <see cref="Deployments.DeploymentPlatformException"/>.</summary>
public interface IDiagnostics
{
    /// <summary>True when at least one category of logs goes somewhere; null where the platform has no such thing.</summary>
    ValueTask<bool?> IsOnAsync(ModelPolicy model, CancellationToken cancellationToken);
}
