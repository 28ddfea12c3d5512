namespace ServerlessGuard.Core.Deployments;

/// <summary>The time policy: pure functions of the time and what is known.</summary>
public static class RollbackSchedule
{
    public static RollbackAction Next(DateTimeOffset now, RollbackState state, RollbackTimings times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Rollback is not { } rollback)
        {
            return new RollbackAction.Rest();
        }

        if (state.PendingTriggers.Count > 0)
        {
            return new RollbackAction.TakeUp();
        }

        if (rollback.Ended)
        {
            return new RollbackAction.Rest();
        }

        if (rollback.Step == RollbackStep.Approve)
        {
            return new RollbackAction.Wait(null);
        }

        // Putting the same revision there again does no harm; only another decision has to wait for a lost answer.
        if (rollback.Step == RollbackStep.Choose && rollback.Intent + times.Settle is { } settled && now < settled)
        {
            return new RollbackAction.Wait(settled);
        }

        var patience = rollback.Step switch
        {
            RollbackStep.Choose or RollbackStep.Shift or RollbackStep.Verify => times.AbandonAfter,
            RollbackStep.Put => times.ChangeTimeout,
            RollbackStep.Contain => times.ContainWithin,
            _ => TimeSpan.MaxValue,
        };
        if (rollback.Attempts > 0 && now - rollback.Since >= patience)
        {
            return new RollbackAction.GiveUp();
        }

        return now < rollback.NotBefore ? new RollbackAction.Wait(rollback.NotBefore) : new RollbackAction.Do(rollback.Step);
    }
}
