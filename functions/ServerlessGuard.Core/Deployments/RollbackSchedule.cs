namespace ServerlessGuard.Core.Deployments;

/// <summary>The time policy: pure functions of the time and what is known.</summary>
public static class RollbackSchedule
{
    public static RollbackMove Next(DateTimeOffset now, ModelRollbacks state, RollbackTimes times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        if (state.Rollback is not { } rollback)
        {
            return new RollbackMove.Rest();
        }

        if (state.Inbox.Count > 0)
        {
            return new RollbackMove.TakeUp();
        }

        if (rollback.Ended)
        {
            return new RollbackMove.Rest();
        }

        if (rollback.Step == RollbackStep.Approve)
        {
            return new RollbackMove.Wait(null);
        }

        // Putting the same revision there again does no harm; only another decision has to wait for a lost answer.
        if (rollback.Step == RollbackStep.Choose && rollback.Intent + times.Settle is { } settled && now < settled)
        {
            return new RollbackMove.Wait(settled);
        }

        var patience = rollback.Step switch
        {
            RollbackStep.Choose or RollbackStep.Shift or RollbackStep.Verify => times.GiveUp,
            RollbackStep.Put => times.ChangeTimeout,
            RollbackStep.Contain => times.ContainWithin,
            _ => TimeSpan.MaxValue,
        };
        if (rollback.Tries > 0 && now - rollback.Since >= patience)
        {
            return new RollbackMove.GiveUp();
        }

        return now < rollback.NotBefore ? new RollbackMove.Wait(rollback.NotBefore) : new RollbackMove.Do(rollback.Step);
    }
}
