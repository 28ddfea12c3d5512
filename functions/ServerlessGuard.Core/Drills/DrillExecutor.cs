using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Carries a leased drill on: asks the schedule, does the step, writes the entry, then the journal. Errors of the target
/// become another try or the way back; <see cref="LeaseLostException"/> and the stores' errors outside a step end the call.
/// </summary>
public sealed class DrillExecutor(
    AvailableDrills drills, DrillJournal journal, DrillPreconditions stops, DrillReporter record, IPolicySource policies,
    TimeProvider clock, DrillTimings times)
{
    /// <summary>Does what can be done now. The lease is given up when the drill is over.</summary>
    internal async ValueTask AdvanceAsync(Lease<DrillState> lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = lease.State.Acting;
            switch (DrillSchedule.Next(clock.GetUtcNow(), run, lease.Owner, times))
            {
                case DrillAction.Do act:
                    var drill = drills.Find(run.Kind) ?? throw new InvalidOperationException($"This host has no {run.Kind} drill.");
                    await WriteAsync(await TryAsync(drill, act.Step, lease, cancellationToken));
                    continue;
                case DrillAction.End end:
                    await WriteAsync(Over(run, end.Result, end.Fault));
                    continue;
                case DrillAction.PutBack back:
                    await WriteAsync(TransitionTo(run, DrillStep.Restore) with { Result = back.Result, Fault = back.Fault });
                    continue;
                case DrillAction.Rest:
                    await lease.ReleaseAsync(cancellationToken);
                    return;
                default:
                    return;
            }
        }

        async ValueTask WriteAsync(DrillRun next)
        {
            await record.SteppedAsync(lease.State.Acting, next, cancellationToken);
            if (!next.IsOver)
            {
                await lease.WriteAsync(state => state with { Run = next }, cancellationToken);
                return;
            }

            // The entry and the history come first: a drill that is over has both, whatever happens in between.
            await record.EndedAsync(next, cancellationToken);
            await journal.KeepAsync(next, cancellationToken);
            var passed = next is { Result: DrillResult.Passed, HarmStarted: not null };
            await lease.WriteAsync(
                state => state with
                {
                    Run = next,
                    Last = [.. state.Last.Where(r => r.Kind != next.Kind), next],
                    Passed = passed ? [.. state.Passed.Where(r => r.Kind != next.Kind), next] : state.Passed,
                },
                cancellationToken);
        }
    }

    private async ValueTask<DrillRun> TryAsync(IDrill drill, DrillStep step, Lease<DrillState> lease, CancellationToken cancellationToken)
    {
        using var timeout = new CallTimeout(times.CallTimeout, clock, cancellationToken);
        try
        {
            return await ExecuteAsync(drill, step, lease, timeout.Token);
        }
        catch (Exception e) when (e is DrillException or DeploymentPlatformException or KeyPlatformException or SecretDisabledException
            or StoreUnavailableException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var code = (e as DrillException)?.Code ?? (e is OperationCanceledException ? "timeout" : "platform");
            record.Failed(lease.State.Acting, step, code, e);

            // The harm may be done, or be done yet: from here there is only the way back.
            return step == DrillStep.Harm && lease.State.Acting.Intent is not null
                ? TransitionTo(lease.State.Acting, DrillStep.Restore) with { Result = DrillResult.Failed, Fault = $"not-acted:{code}" }
                : Retry(lease.State.Acting, code);
        }
    }

    private async ValueTask<DrillRun> ExecuteAsync(
        IDrill drill, DrillStep step, Lease<DrillState> lease, CancellationToken cancellationToken)
    {
        var run = lease.State.Acting;
        switch (step)
        {
            case DrillStep.SteadyState:
                if (await StopAsync(drill, run, cancellationToken) is { } stop)
                {
                    return Over(run, DrillResult.Stopped, stop);
                }

                var steady = await drill.ReadAsync(run, cancellationToken);
                return steady.Fault is { } unsteady
                    ? Retry(run, unsteady)
                    : TransitionTo(run, DrillStep.Verify) with { Original = steady.Original, Fault = null };
            case DrillStep.Verify:
                return await drill.VerifyAsync(run, cancellationToken) is { } silent ? Retry(run, silent)
                    : run.Mode == DrillMode.Observe ? Over(run with { Fault = null }, DrillResult.Passed, null)
                    : TransitionTo(run, DrillStep.Harm) with { Fault = null };
            case DrillStep.Harm:
                return await HarmAsync(drill, lease, cancellationToken);
            case DrillStep.Observe:
                return await WatchAsync(drill, run, cancellationToken);
            case DrillStep.Restore:
                await drill.RestoreAsync(run, cancellationToken);

                // A call whose answer was lost may do its harm yet: checked once it cannot any more.
                return TransitionTo(run, DrillStep.Check) with
                {
                    Attempts = run.Attempts,
                    NotBefore = run.HarmStarted is null ? run.Intent + times.CallTimeout : null
                };
            default:
                return await drill.CheckAsync(run, cancellationToken) is { } differs
                    ? Retry(run with { Step = DrillStep.Restore }, run.Fault ?? differs)
                    : Over(
                        run with { OriginalRestored = clock.GetUtcNow() }, run.Result!.Value,
                        run.Result == DrillResult.Passed ? null : run.Fault);
        }
    }

    private async ValueTask<DrillRun> HarmAsync(IDrill drill, Lease<DrillState> lease, CancellationToken cancellationToken)
    {
        if (await StopAsync(drill, lease.State.Acting, cancellationToken) is { } stop)
        {
            return Over(lease.State.Acting, DrillResult.Stopped, stop);
        }

        var now = clock.GetUtcNow();
        await lease.WriteAsync(state => state with { Run = state.Acting with { Intent = now, Worker = lease.Owner } }, cancellationToken);
        await drill.HarmAsync(lease.State.Acting, cancellationToken);
        return TransitionTo(lease.State.Acting, DrillStep.Observe) with { HarmStarted = now };
    }

    private async ValueTask<DrillRun> WatchAsync(IDrill drill, DrillRun run, CancellationToken cancellationToken)
    {
        if (await stops.GoOnAsync(cancellationToken) is { } incident)
        {
            return TransitionTo(run, DrillStep.Restore) with { Result = DrillResult.Stopped, Fault = incident };
        }

        if (await drill.StopAsync(run, cancellationToken) is { } stop)
        {
            return TransitionTo(run, DrillStep.Restore) with { Result = DrillResult.Stopped, Fault = stop };
        }

        var sight = await drill.ObserveAsync(run, cancellationToken);
        var seen = run with
        {
            Detected = run.Detected ?? sight.Detected,
            Decided = run.Decided ?? sight.Decided,
            Restored = run.Restored ?? sight.Restored,
            Times = sight.Times,
            Attempts = 0,
            Fault = null
        };
        if (seen.Restored is { } restored)
        {
            var late = restored - seen.HarmStarted > DrillSchedule.Within(policies.Current);
            return TransitionTo(seen, DrillStep.Restore) with
            {
                Result = late ? DrillResult.Failed : DrillResult.Passed,
                Fault = late ? "too-slow" : null
            };
        }

        return sight.Fault is { } fault
            ? TransitionTo(seen, DrillStep.Restore) with { Result = DrillResult.Failed, Fault = fault }
            : seen with { NotBefore = clock.GetUtcNow() + times.PollEvery };
    }

    private async ValueTask<string?> StopAsync(IDrill drill, DrillRun run, CancellationToken cancellationToken) =>
        await stops.BeginAsync(run.IsScheduled, cancellationToken) ?? await drill.StopAsync(run, cancellationToken);

    private DrillRun TransitionTo(DrillRun run, DrillStep step) =>
        run with { Step = step, Since = clock.GetUtcNow(), NotBefore = null, Attempts = 0 };

    private DrillRun Over(DrillRun run, DrillResult result, string? fault) =>
        TransitionTo(run, DrillStep.Done) with { Result = result, Fault = fault, Ended = clock.GetUtcNow() };

    private DrillRun Retry(DrillRun run, string fault) => run with
    {
        NotBefore = clock.GetUtcNow() + times.Backoff.After(run.Attempts + 1),
        Attempts = run.Attempts + 1,
        Fault = run.Step is DrillStep.Restore or DrillStep.Check ? run.Fault ?? fault : fault,
    };
}
