using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Watch;

/// <summary>
/// A subscription's and a workspace's events. They only say where to look: what is there is read from the platform,
/// and a forged event costs one reading.
/// </summary>
public sealed class DeploymentEventHandler(DeploymentWatch watch, IPolicySource policies) : IGuardEventHandler
{
    public IReadOnlyList<string> Types { get; } = [
        ResourceEvent.Write, ResourceEvent.Delete, ResourceEvent.Action, ResourceEvent.ModelRegistered, ResourceEvent.ModelDeployed
    ];

    public async Task HandleAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (ResourceEvent.Of(value) is not { } hint)
        {
            return;
        }

        foreach (var model in policies.Current.Models.Values.Where(watch.CanWatch).OrderBy(static m => m.Id, StringComparer.Ordinal))
        {
            if (ResourceEvent.AreRelated(hint.Resource, model.Resource!))
            {
                await watch.CheckAsync(model, hint, cancellationToken);
            }
        }
    }
}
