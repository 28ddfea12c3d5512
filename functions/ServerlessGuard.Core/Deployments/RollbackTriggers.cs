using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Turns triggers into rollbacks: pure, but for ids and the time.</summary>
public sealed class RollbackTriggers(IPolicySource policies, IEntropy entropy, TimeProvider clock)
{
    /// <summary>The rollback that a trigger begins.</summary>
    internal Rollback New(RollbackTrigger trigger)
    {
        var now = clock.GetUtcNow();
        return new Rollback
        {
            Id = entropy.NewId(),
            Trigger = trigger,
            Step = RollbackStep.Begin,
            Started = now,
            Since = now,
            PendingTriggers = [trigger]
        };
    }

    /// <summary>Whether a tier that uses the model wants an approval. A person's own request, or a drill's, needs none.</summary>
    internal bool NeedsApproval(RollbackTrigger trigger)
    {
        var policy = policies.Current;
        return trigger.Cause != RollbackCause.Requested
            && policy.Applications.Values.Any(
                a => a.Models.Contains(trigger.Model) && policy.Tiers.TryGetValue(a.Tier, out var tier) && tier.Rollback.NeedsApproval);
    }

    /// <summary>
    /// Triggers that came meanwhile become part of the rollback, or, if it has ended and does not answer them, the next one.
    /// </summary>
    internal RollbackState MergePending(RollbackState state)
    {
        var rollback = state.Rollback!;
        if (rollback.Ended)
        {
            var open = state.PendingTriggers.Where(trigger => !IsServed(rollback, trigger)).ToList();
            return open.Count == 0
                ? state with { PendingTriggers = [] }
                : state with { PendingTriggers = [], Rollback = New(open[0]) with { PendingTriggers = open } };
        }

        var since = clock.GetUtcNow();
        foreach (var trigger in state.PendingTriggers)
        {
            if (rollback.Step == RollbackStep.Approve && trigger.Cause == RollbackCause.Requested)
            {
                // A person's own request is the approval.
                rollback = rollback with { Step = RollbackStep.Choose, Since = since };
            }

            var changesTarget = trigger.ToRevision is not null || (rollback.Target is { } target && (trigger.RevisionDigest
                == target.Revision.Digest || (trigger.RevisionDigest is null && trigger.Deployment == target.Deployment)));
            if (changesTarget
                || trigger.Cause == RollbackCause.Shadow
                || rollback.Step is RollbackStep.Begin or RollbackStep.Approve or RollbackStep.Choose)
            {
                rollback = rollback with
                {
                    PendingTriggers = [.. rollback.PendingTriggers, trigger],
                    Trigger = rollback.Trigger with { ToRevision = trigger.ToRevision ?? rollback.Trigger.ToRevision }
                };
                rollback = rollback.Step is RollbackStep.Begin or RollbackStep.Approve or RollbackStep.Choose
                    ? rollback
                    : rollback with { Step = RollbackStep.Choose, Since = since, Attempts = 0, NotBefore = null };
            }
            else if (trigger.RevisionDigest is { } digest)
            {
                rollback = rollback with { Bad = [.. rollback.Bad.Append(digest).Distinct()] };
            }
        }

        return state with { Rollback = rollback, PendingTriggers = [] };
    }

    private static bool IsServed(Rollback rollback, RollbackTrigger trigger) => trigger.Cause switch
    {
        _ when rollback.Step == RollbackStep.Declined => false,
        RollbackCause.Shadow => trigger.Deployment is not null && rollback.Shadows.Contains(trigger.Deployment),
        _ => trigger.ToRevision is null
            && (trigger.RevisionDigest is { } digest ? rollback.Bad.Contains(digest) : trigger.Deployment is null),
    };
}
