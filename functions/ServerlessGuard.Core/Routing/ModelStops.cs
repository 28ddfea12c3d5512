using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Routing;

/// <summary>
/// The kill switch: a person stops a model, and only a person starts it again. Throws <see cref="StoreUnavailableException"/>.
/// </summary>
public sealed class ModelStops(ModelRoutes routes, IAuditLog audit, IAlertSink alerts, IPolicySource policies, TimeProvider clock)
{
    /// <summary>
    /// No calls go to the model when this returns; in other processes after <see cref="ModelRoutes.Fresh"/>. False when it was stopped
    /// already.
    /// </summary>
    public async ValueTask<bool> StopAsync(ModelPolicy model, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var changed = false;
        await routes.ChangeAsync(model.Id, route =>
        {
            changed = route.StoppedBy is null;
            return changed ? route with { StoppedBy = actor, StoppedAt = clock.GetUtcNow() } : route;
        }, cancellationToken);

        // Stopped first, recorded after: nothing may keep a person from stopping a model.
        await RecordAsync(model, actor, "stopped", cancellationToken);
        await RaiseAsync(model, $"was stopped by {actor}. 'guard stop {model.Id} --undo' starts it again.", cancellationToken);
        return changed;
    }

    /// <summary>
    /// Undoes <see cref="StopAsync"/>. A pause by the guard stays until a rollback finds a healthy revision. False when nobody had
    /// stopped it.
    /// </summary>
    public async ValueTask<bool> StartAsync(ModelPolicy model, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        await RecordAsync(model, actor, "started", cancellationToken);
        var changed = false;
        await routes.ChangeAsync(model.Id, route =>
        {
            changed = route.StoppedBy is not null;
            return changed ? route with { StoppedBy = null, StoppedAt = null } : route;
        }, cancellationToken);
        return changed;
    }

    private async ValueTask RecordAsync(ModelPolicy model, string actor, string what, CancellationToken cancellationToken) =>
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.ModelStopped,
                Time = clock.GetUtcNow(),
                Actor = actor,
                PolicyRevision = policies.Current.RevisionId,
                Facts = new Dictionary<string, string> { ["model"] = model.Id, ["state"] = what },
            },
            cancellationToken);

    private ValueTask RaiseAsync(ModelPolicy model, string what, CancellationToken cancellationToken) => alerts.RaiseAsync(
        new Alert
        {
            Code = "model.stopped",
            Severity = AlertSeverity.Critical,
            Message = $"The model {model.Id} {what}",
            Time = clock.GetUtcNow(),
            DedupeKey = model.Id,
            Tags = new Dictionary<string, string> { ["model"] = model.Id },
        },
        cancellationToken);
}
