using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// A platform of deployments: Azure ML, Azure OpenAI, or the gateway's own routing table in front of an OpenAI-compatible
/// upstream. Every change is idempotent and completes when the platform says so (long-running operations are waited
/// for). Throws <see cref="DeploymentPlatformException"/>.
/// </summary>
public interface IDeploymentPlatform
{
    /// <summary>The <see cref="ModelPolicy.Platform"/> it serves.</summary>
    string Platform { get; }

    /// <summary>Whether <see cref="SetTrafficAsync"/> works here; where it does not, only the gateway's route divides calls.</summary>
    bool DividesTraffic { get; }

    ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken);

    /// <summary>
    /// Sets every deployment's share at once; they sum to 100, or all are 0 (paused). One that is not named gets nothing,
    /// copies of calls included.
    /// </summary>
    ValueTask SetTrafficAsync(ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken);

    /// <summary>Puts a revision into a deployment, in place of what is there.</summary>
    ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken);

    /// <summary>Stops one deployment from serving, without deleting it.</summary>
    ValueTask PauseAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken);
}

/// <summary>A platform did not do what was asked. The message names the platform and the operation, never content or a key.</summary>
public sealed class DeploymentPlatformException : Exception
{
    /// <param name="isFinal">Trying again cannot help: refused, or gone.</param>
    public DeploymentPlatformException(string message, bool isFinal, Exception? inner = null)
        : base(message, inner) => IsFinal = isFinal;

    public bool IsFinal { get; }
}

/// <summary>
/// Every deployment behind one model of the policy, registered or not. <see cref="Version"/> is the platform's ETag, if any.
/// </summary>
public sealed record EndpointState(string Model, IReadOnlyList<EndpointDeployment> Deployments, string? Version)
{
    /// <summary>Deployment -> digest of the revision that is there.</summary>
    public IReadOnlyDictionary<string, string> Revisions() => Deployments.ToDictionary(static d => d.Name, static d => d.Revision.Digest);
}
