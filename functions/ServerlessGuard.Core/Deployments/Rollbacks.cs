using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// Begins rollbacks and carries them on. Any number of workers may call any method at any time: the journal decides.
/// Throws <see cref="StoreUnavailableException"/> when the journal, the routes or the audit log is down; whatever was
/// under way is resumed by the next call.
/// </summary>
public sealed class Rollbacks(
    RollbackJournal journal,
    Leases leases,
    RollbackExecutor executor,
    RollbackTriggers triggers,
    DeploymentPlatforms platforms,
    ChangeSignal<RollbackState> signal,
    TimeProvider clock,
    RollbackTimings times) : IRollbackCoordinator
{
    public RollbackTimings Times => times;

    /// <summary>Whether this host has an adapter for the model's platform.</summary>
    public bool CanRollBack(ModelPolicy model) => platforms.Find(model) is not null;

    /// <inheritdoc/>
    public async ValueTask<RollbackBeginResult> RequestAsync(RollbackTrigger trigger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        var (before, _) = await journal.ChangeAsync(
            trigger.Model,
            state => state.Triggers.Contains(trigger.Id) ? null : state with
            {
                Rollback = Joins(state) ? state.Rollback : triggers.New(trigger),
                PendingTriggers = Joins(state) ? [.. state.PendingTriggers, trigger] : state.PendingTriggers,
                Triggers = [.. state.Triggers.Append(trigger.Id).TakeLast(RollbackState.KeptTriggers)],
            },
            cancellationToken);
        signal.Notify();
        if (before.Triggers.Contains(trigger.Id))
        {
            return before.Rollback is { Step: RollbackStep.Approve } ? RollbackBeginResult.Waiting : RollbackBeginResult.Started;
        }

        return Joins(before) ? RollbackBeginResult.Joined
            : triggers.NeedsApproval(trigger) ? RollbackBeginResult.Waiting
            : RollbackBeginResult.Started;
    }

    /// <summary>Does what can be done now. Returns the state after it; null when another worker has the model.</summary>
    public async ValueTask<RollbackState?> AdvanceAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var state = await journal.ReadAsync(model.Id, cancellationToken);
        if (RollbackSchedule.Next(clock.GetUtcNow(), state, times) is RollbackAction.Wait or RollbackAction.Rest)
        {
            return state;
        }

        if (await leases.TakeAsync(journal, model.Id, times.Lease, cancellationToken) is not { } lease)
        {
            return null;
        }

        try
        {
            await executor.AdvanceAsync(model, lease, cancellationToken);
        }
        catch (LeaseLostException)
        {
            return null;
        }

        await lease.ReleaseAsync(cancellationToken);
        return lease.State;
    }

    /// <summary>Carries a rollback on until it has ended or waits for a person, as long as that takes.</summary>
    public async ValueTask<RollbackState> FinishAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await AdvanceAsync(model, cancellationToken);
            var now = clock.GetUtcNow();
            switch (state is null ? new RollbackAction.Wait(now + times.FirstPause) : RollbackSchedule.Next(now, state, times))
            {
                case RollbackAction.Rest or RollbackAction.Wait { Until: null }:
                    return state!;
                case RollbackAction.Wait { Until: { } until }:
                    await Task.Delay(until > now ? until - now : TimeSpan.Zero, clock, cancellationToken);
                    break;
            }
        }
    }

    private static bool Joins(RollbackState state) => state.Rollback is { Ended: false };
}
