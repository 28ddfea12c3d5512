using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// Begins rollbacks and carries them on. Any number of workers may call any method at any time: the journal decides.
/// Throws <see cref="StoreUnavailableException"/> when the journal, the routes or the audit log is down; whatever was
/// under way is resumed by the next call.
/// </summary>
public sealed class Rollbacks(
    RollbackJournal journal,
    ModelRoutes routes,
    IEnumerable<IDeploymentPlatform> platforms,
    IAttestations attestations,
    IProbeRunner probes,
    IAuditLog audit,
    IAlerts alerts,
    IPolicySource policies,
    IEntropy entropy,
    TimeProvider clock,
    RollbackTimes times,
    RollbackSignal signal,
    ILogger<Rollbacks> logger,
    ICases? cases = null) : IRollbacks
{
    private const int Tries = 20;
    private readonly IDeploymentPlatform[] _platforms = [.. platforms];
    private readonly RollbackRecord _record = new(audit, alerts, policies, clock, logger);

    public RollbackTimes Times => times;

    /// <summary>Whether this host has an adapter for the model's platform.</summary>
    public bool CanRollBack(ModelPolicy model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Array.Exists(_platforms, p => p.Platform == model.Platform);
    }

    /// <inheritdoc/>
    public async ValueTask<RollbackAnswer> RequestAsync(RollbackTrigger trigger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (state, version) = await journal.LoadAsync(trigger.Model, cancellationToken);
            if (state.Triggers.Contains(trigger.Id))
            {
                signal.Ring();
                return state.Rollback is { Step: RollbackStep.Approve } ? RollbackAnswer.Waiting : RollbackAnswer.Began;
            }

            var joins = state.Rollback is { Ended: false };
            var next = state with
            {
                Rollback = joins ? state.Rollback : New(trigger),
                Inbox = joins ? [.. state.Inbox, trigger] : state.Inbox,
                Triggers = [.. state.Triggers.Append(trigger.Id).TakeLast(ModelRollbacks.KeptTriggers)],
            };
            if (await journal.SaveAsync(next, version, cancellationToken) is not null)
            {
                signal.Ring();
                return joins ? RollbackAnswer.Joined : Waits(trigger) ? RollbackAnswer.Waiting : RollbackAnswer.Began;
            }
        }

        throw new StoreUnavailableException($"The rollbacks of {trigger.Model} are being changed by too many at once.");
    }

    /// <summary>Does what can be done now. Returns the state after it; null when another worker has the model.</summary>
    public async ValueTask<ModelRollbacks?> AdvanceAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (state, _) = await journal.LoadAsync(model.Id, cancellationToken);
        if (RollbackSchedule.Next(clock.GetUtcNow(), state, times) is RollbackMove.Wait or RollbackMove.Rest)
        {
            return state;
        }

        if (await RollbackLease.TakeAsync(journal, entropy, clock, times.Lease, model.Id, cancellationToken) is not { } lease)
        {
            return null;
        }

        try
        {
            await AdvanceAsync(model, lease, cancellationToken);
        }
        catch (RollbackLeaseLostException)
        {
            return null;
        }

        await lease.ReleaseAsync(cancellationToken);
        return lease.State;
    }

    /// <summary>Carries a rollback on until it has ended or waits for a person, as long as that takes.</summary>
    public async ValueTask<ModelRollbacks> FinishAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await AdvanceAsync(model, cancellationToken);
            var now = clock.GetUtcNow();
            switch (state is null ? new RollbackMove.Wait(now + times.FirstPause) : RollbackSchedule.Next(now, state, times))
            {
                case RollbackMove.Rest or RollbackMove.Wait { Until: null }:
                    return state!;
                case RollbackMove.Wait { Until: { } until }:
                    await Task.Delay(until > now ? until - now : TimeSpan.Zero, clock, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Where a rollback would go now, best first, if it answers its probes. Changes nothing. Throws <see cref="DeploymentPlatformException"/>.</summary>
    public async ValueTask<IReadOnlyList<RollbackOption>> PreviewAsync(ModelPolicy model, RollbackTrigger trigger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trigger);
        var state = await PlatformOf(model).ReadAsync(model, cancellationToken);
        var route = (await routes.ReadAsync(model.Id, cancellationToken)).Route;
        var choice = new RollbackChoice(attestations, model);
        return await choice.CandidatesAsync(choice.Judge(New(trigger), state, route), state, route, cancellationToken);
    }

    /// <summary>A person decides on a rollback that waits. False when it does not wait (any more), or another worker has the model: try again then.</summary>
    public async ValueTask<bool> DecideAsync(string model, string caseId, bool isApproved, string actor, CancellationToken cancellationToken)
    {
        if (!policies.Current.Models.TryGetValue(model, out var policy)
            || await RollbackLease.TakeAsync(journal, entropy, clock, times.Lease, model, cancellationToken) is not { } lease)
        {
            return false;
        }

        try
        {
            if (lease.State.Rollback is not { Step: RollbackStep.Approve } rollback || rollback.CaseId != caseId)
            {
                return false;
            }

            var next = rollback with { Step = isApproved ? RollbackStep.Choose : RollbackStep.Declined, Since = clock.GetUtcNow() };
            await _record.AppendAsync(AuditKinds.RollbackStepped, policy, next, actor, cancellationToken);
            await lease.WriteAsync(next, cancellationToken);
            return true;
        }
        catch (RollbackLeaseLostException)
        {
            return false;
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
            signal.Ring();
        }
    }

    private IDeploymentPlatform PlatformOf(ModelPolicy model) => Array.Find(_platforms, p => p.Platform == model.Platform)
        ?? throw new InvalidOperationException($"This host has no adapter for the platform {model.Platform}.");

    private Rollback New(RollbackTrigger trigger)
    {
        var now = clock.GetUtcNow();
        return new Rollback { Id = entropy.NewId(), Trigger = trigger, Step = RollbackStep.Begin, Began = now, Since = now, Unjudged = [trigger] };
    }

    /// <summary>Whether any tier that uses the model wants a person's word. What a person (or a drill) asked for has it.</summary>
    private bool Waits(RollbackTrigger trigger)
    {
        var policy = policies.Current;
        return trigger.Cause != RollbackCause.Requested
            && policy.Applications.Values.Any(a => a.Models.Contains(trigger.Model) && policy.Tiers.TryGetValue(a.Tier, out var tier) && tier.Rollback.NeedsApproval);
    }

    private async ValueTask AdvanceAsync(ModelPolicy model, RollbackLease lease, CancellationToken cancellationToken)
    {
        var steps = new RollbackSteps(PlatformOf(model), attestations, probes, routes, clock, times, model, lease);
        while (true)
        {
            switch (RollbackSchedule.Next(clock.GetUtcNow(), lease.State, times))
            {
                case RollbackMove.TakeUp:
                    await lease.WriteAsync(TakeUp, cancellationToken);
                    continue;
                case RollbackMove.Do { Step: RollbackStep.Begin }:
                    await BeginAsync(model, lease, cancellationToken);
                    continue;
                case RollbackMove.Do act:
                    await WriteAsync(await TryAsync(steps, act.Step, lease, cancellationToken));
                    continue;
                case RollbackMove.GiveUp:
                    await WriteAsync(steps.GiveUp(lease.Rollback));
                    continue;
                default:
                    return;
            }
        }

        // The entry comes first: a step that is journalled has its entry, whatever happens in between.
        async ValueTask WriteAsync(Rollback next)
        {
            await _record.SteppedAsync(model, lease.Rollback, next, cancellationToken);
            await lease.WriteAsync(next, cancellationToken);
        }
    }

    private async ValueTask BeginAsync(ModelPolicy model, RollbackLease lease, CancellationToken cancellationToken)
    {
        var rollback = lease.Rollback;
        var waits = Waits(rollback.Trigger);
        var next = rollback with { Step = waits ? RollbackStep.Approve : RollbackStep.Choose, Since = clock.GetUtcNow() };
        if (waits && cases is not null)
        {
            await cases.OpenAsync(
                new NewCase
                {
                    Id = rollback.CaseId,
                    Kind = CaseKind.Rollback,
                    Subject = model.Id,
                    PolicyRevision = policies.Current.RevisionId,
                    Reasons = [$"rollback.{rollback.Trigger.Cause.ToString().ToLowerInvariant()}"],
                },
                cancellationToken);
        }

        await _record.BeganAsync(model, next, waits, cancellationToken);
        await lease.WriteAsync(next, cancellationToken);
    }

    /// <summary>What came meanwhile becomes part of the rollback, or, if it has ended and does not answer it, the next one.</summary>
    private ModelRollbacks TakeUp(ModelRollbacks state)
    {
        var rollback = state.Rollback!;
        if (rollback.Ended)
        {
            var open = state.Inbox.Where(trigger => !IsServed(rollback, trigger)).ToList();
            return open.Count == 0 ? state with { Inbox = [] } : state with { Inbox = [], Rollback = New(open[0]) with { Unjudged = open } };
        }

        var since = clock.GetUtcNow();
        foreach (var trigger in state.Inbox)
        {
            if (rollback.Step == RollbackStep.Approve && trigger.Cause == RollbackCause.Requested)
            {
                // A person asks for what waits for a person.
                rollback = rollback with { Step = RollbackStep.Choose, Since = since };
            }

            var changesTarget = trigger.ToRevision is not null || (rollback.Target is { } target && (trigger.RevisionDigest == target.Revision.Digest || (trigger.RevisionDigest is null && trigger.Deployment == target.Deployment)));
            if (changesTarget || trigger.Cause == RollbackCause.Shadow || rollback.Step is RollbackStep.Begin or RollbackStep.Approve or RollbackStep.Choose)
            {
                rollback = rollback with { Unjudged = [.. rollback.Unjudged, trigger], Trigger = rollback.Trigger with { ToRevision = trigger.ToRevision ?? rollback.Trigger.ToRevision } };
                rollback = rollback.Step is RollbackStep.Begin or RollbackStep.Approve or RollbackStep.Choose ? rollback : rollback with { Step = RollbackStep.Choose, Since = since, Tries = 0, NotBefore = null };
            }
            else if (trigger.RevisionDigest is { } digest)
            {
                rollback = rollback with { Bad = [.. rollback.Bad.Append(digest).Distinct()] };
            }
        }

        return state with { Rollback = rollback, Inbox = [] };
    }

    private static bool IsServed(Rollback rollback, RollbackTrigger trigger) => trigger.Cause switch
    {
        _ when rollback.Step == RollbackStep.Declined => false,
        RollbackCause.Shadow => trigger.Deployment is not null && rollback.Shadows.Contains(trigger.Deployment),
        _ => trigger.ToRevision is null && (trigger.RevisionDigest is { } digest ? rollback.Bad.Contains(digest) : trigger.Deployment is null),
    };

    private async ValueTask<Rollback> TryAsync(RollbackSteps steps, RollbackStep step, RollbackLease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await steps.DoAsync(step, cancellationToken);
        }
        catch (DeploymentPlatformException e)
        {
            RollbackLog.Failed(logger, lease.State.Model, step, e.Message);
            return steps.Again(lease.Rollback, "platform");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return steps.Again(lease.Rollback, "timeout");
        }
    }
}
