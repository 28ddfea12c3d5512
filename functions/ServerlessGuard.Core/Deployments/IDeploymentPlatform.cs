using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// Where deployments stand: Azure ML, Azure OpenAI, or the gateway's own routing table in front of an OpenAI-compatible
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
