using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Drills;

/// <summary>The time policy: pure functions of the time and what is known.</summary>
public static class DrillSchedule
{
    /// <param name="worker">The caller's lease; another lease than the one that acted never continues the harm.</param>
    public static DrillAction Next(DateTimeOffset now, DrillRun? run, string worker, DrillTimings times)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (run is null or { IsOver: true })
        {
            return new DrillAction.Rest();
        }

        // Nobody knows whether a harm whose answer is not journalled was done; and what another worker began it alone can time.
        if (run.Intent is not null && (run.Step == DrillStep.Harm || (run.Step == DrillStep.Observe && run.Worker != worker)))
        {
            return new DrillAction.PutBack(DrillResult.Stopped, "interrupted");
        }

        if (run.Step is DrillStep.SteadyState or DrillStep.Verify && run.Attempts >= times.Attempts)
        {
            return new DrillAction.End(DrillResult.Failed, run.Fault ?? "not-steady");
        }

        if (run.Step == DrillStep.Observe && now >= run.HarmStarted + times.StepTimeout)
        {
            return new DrillAction.PutBack(
                DrillResult.Failed, run.Detected is null ? "not-detected" : run.Decided is null ? "not-decided" : "not-restored");
        }

        return now < run.NotBefore ? new DrillAction.Wait(run.NotBefore.Value) : new DrillAction.Do(run.Step);
    }

    /// <summary>
    /// The due time of a kind: <see cref="Every"/> after it last passed, a while after it last did not; at once if it never ran.
    /// </summary>
    public static DateTimeOffset Due(DrillState state, DrillKind kind, GuardPolicy policy, DrillTimings times)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(times);
        return state.Last.FirstOrDefault(r => r.Kind == kind) switch
        {
            null => DateTimeOffset.MinValue,
            { Result: DrillResult.Passed, HarmStarted: not null } passed => passed.Ended!.Value + Every(policy),
            var other when state.Passed.FirstOrDefault(r => r.Kind == kind) is { } before && other.Mode == DrillMode.Observe =>
                before.Ended!.Value + Every(policy),
            var other => other.Ended!.Value + times.RetryAfter,
        };
    }

    /// <summary>From then on the control has no fresh proof: twice the period after the last pass.</summary>
    public static DateTimeOffset? Overdue(DrillState state, DrillKind kind, GuardPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        var since = state.Passed.FirstOrDefault(r => r.Kind == kind)?.Ended
            ?? (state.Wanted.TryGetValue(kind, out var wanted) ? wanted : null);
        return since + (2 * Every(policy));
    }

    /// <summary>The shortest period of the tiers.</summary>
    public static TimeSpan Every(GuardPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Tiers.Values.Select(static t => t.Rollback.DrillEvery).DefaultIfEmpty(new RollbackPolicy().DrillEvery).Min();
    }

    /// <summary>How quickly the harm must have ended: the strictest of the tiers.</summary>
    public static TimeSpan Within(GuardPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Tiers.Values.Select(static t => t.Rollback.RestoreWithin).DefaultIfEmpty(new RollbackPolicy().RestoreWithin).Min();
    }
}
