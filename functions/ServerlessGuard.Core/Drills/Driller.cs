using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Runs drills, one at a time over all workers. The intent is journalled before any harm; whoever finds a drill whose
/// worker is gone puts back how things stood. Throws <see cref="StoreUnavailableException"/> when the journal or the
/// audit log is down; the next call goes on.
/// </summary>
public sealed class Driller(
    DrillJournal journal,
    IEnumerable<IDrill> drills,
    DrillStops stops,
    IAuditLog audit,
    IAlerts alerts,
    IPolicySource policies,
    IEntropy entropy,
    TimeProvider clock,
    DrillTimes times,
    ILogger<Driller> logger) : IDisposable
{
    private readonly IDrill[] _drills = [.. drills];
    private readonly DrillRecord _record = new(audit, alerts, policies, clock, logger);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _worker = entropy.NewId();

    public DrillTimes Times => times;

    internal DrillRecord Record => _record;

    /// <summary>What the policy says to drill, or null: nothing, or this host has no such drill.</summary>
    public string? TargetOf(DrillKind kind) => Array.Find(_drills, d => d.Kind == kind)?.TargetOf(policies.Current);

    /// <summary>Whether this host runs drills of the kind. Where duties are apart, another duty's runs the others, on the same journal.</summary>
    public bool Does(DrillKind kind) => Array.Exists(_drills, d => d.Kind == kind);

    /// <summary>Begins a drill; does no step of it. Null when another is under way, or a worker has the journal.</summary>
    public ValueTask<DrillRun?> BeginAsync(DrillKind kind, DrillMode mode, string actor, bool isScheduled, CancellationToken cancellationToken) =>
        BeginAsync(new DrillRequest(entropy.NewId(), kind, mode, actor), isScheduled, cancellationToken);

    internal async ValueTask<DrillRun?> BeginAsync(DrillRequest request, bool isScheduled, CancellationToken cancellationToken)
    {
        var (kind, mode, actor) = (request.Kind, request.Mode, request.Actor);
        var target = TargetOf(kind) ?? throw new InvalidOperationException($"The policy has no target for a {kind} drill.");
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await TakeAsync(cancellationToken) is not { } lease)
            {
                return null;
            }

            if (lease.State.Run is { IsOver: false })
            {
                return null;
            }

            var now = clock.GetUtcNow();
            var run = new DrillRun { Id = request.Id, Kind = kind, Mode = mode, Target = target, Actor = actor, IsScheduled = isScheduled, Step = DrillStep.Steady, Began = now, Since = now };
            await _record.BeganAsync(run, cancellationToken);
            await lease.WriteAsync(lease.State with { Run = run, Requested = lease.State.Requested?.Id == request.Id ? null : lease.State.Requested }, cancellationToken);
            return run;
        }
        catch (DrillLeaseLostException)
        {
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Does what can be done now. The state after it; null when another worker has the drill, or another duty. This worker keeps the drill
    /// until it is over: call again at <see cref="DrillRun.NotBefore"/>.
    /// </summary>
    public async ValueTask<DrillState?> AdvanceAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var state = await journal.ReadAsync(cancellationToken);
            if (state.Run is null or { IsOver: true })
            {
                return state;
            }

            if (!Does(state.Run.Kind) || await TakeAsync(cancellationToken) is not { } lease)
            {
                return null;
            }

            await AdvanceAsync(lease, cancellationToken);
            return lease.State;
        }
        catch (DrillLeaseLostException)
        {
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private ValueTask<DrillLease?> TakeAsync(CancellationToken cancellationToken) => DrillLease.TakeAsync(journal, clock, times.Lease, _worker, cancellationToken);

    private async ValueTask AdvanceAsync(DrillLease lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = lease.Run;
            switch (DrillSchedule.Next(clock.GetUtcNow(), run, _worker, times))
            {
                case DrillMove.Do act:
                    var drill = Array.Find(_drills, d => d.Kind == run.Kind) ?? throw new InvalidOperationException($"This host has no {run.Kind} drill.");
                    await WriteAsync(await TryAsync(drill, act.Step, lease, cancellationToken));
                    continue;
                case DrillMove.End end:
                    await WriteAsync(Over(run, end.Result, end.Fault));
                    continue;
                case DrillMove.PutBack back:
                    await WriteAsync(To(run, DrillStep.Restore) with { Result = back.Result, Fault = back.Fault });
                    continue;
                case DrillMove.Rest:
                    await lease.ReleaseAsync(cancellationToken);
                    return;
                default:
                    return;
            }
        }

        async ValueTask WriteAsync(DrillRun next)
        {
            await _record.SteppedAsync(lease.Run, next, cancellationToken);
            if (!next.IsOver)
            {
                await lease.WriteAsync(next, cancellationToken);
                return;
            }

            // The entry and the history come first: a drill that is over has both, whatever happens in between.
            await _record.EndedAsync(next, cancellationToken);
            await journal.KeepAsync(next, cancellationToken);
            var passed = next is { Result: DrillResult.Passed, Acted: not null };
            await lease.WriteAsync(
                lease.State with
                {
                    Run = next,
                    Last = [.. lease.State.Last.Where(r => r.Kind != next.Kind), next],
                    Passed = passed ? [.. lease.State.Passed.Where(r => r.Kind != next.Kind), next] : lease.State.Passed,
                },
                cancellationToken);
        }
    }

    private async ValueTask<DrillRun> TryAsync(IDrill drill, DrillStep step, DrillLease lease, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(times.CallTimeout, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await DoAsync(drill, step, lease, linked.Token);
        }
        catch (Exception e) when (e is DrillException or DeploymentPlatformException or KeyPlatformException or SecretDisabledException or StoreUnavailableException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var code = (e as DrillException)?.Code ?? (e is OperationCanceledException ? "timeout" : "platform");
            DrillLog.Failed(logger, lease.Run.Id, step, code, e.GetType().FullName);

            // The harm may be done, or be done yet: from here there is only the way back.
            return step == DrillStep.Act && lease.Run.Intent is not null
                ? To(lease.Run, DrillStep.Restore) with { Result = DrillResult.Failed, Fault = $"not-acted:{code}" }
                : Again(lease.Run, code);
        }
    }

    private async ValueTask<DrillRun> DoAsync(IDrill drill, DrillStep step, DrillLease lease, CancellationToken cancellationToken)
    {
        var run = lease.Run;
        switch (step)
        {
            case DrillStep.Steady:
                if (await StopAsync(drill, run, cancellationToken) is { } stop)
                {
                    return Over(run, DrillResult.Stopped, stop);
                }

                var steady = await drill.ReadAsync(run, cancellationToken);
                return steady.Fault is { } unsteady ? Again(run, unsteady) : To(run, DrillStep.Verify) with { Original = steady.Original, Fault = null };
            case DrillStep.Verify:
                return await drill.VerifyAsync(run, cancellationToken) is { } silent ? Again(run, silent)
                    : run.Mode == DrillMode.Observe ? Over(run with { Fault = null }, DrillResult.Passed, null)
                    : To(run, DrillStep.Act) with { Fault = null };
            case DrillStep.Act:
                return await ActAsync(drill, lease, cancellationToken);
            case DrillStep.Watch:
                return await WatchAsync(drill, run, cancellationToken);
            case DrillStep.Restore:
                await drill.RestoreAsync(run, cancellationToken);

                // A call whose answer was lost may do its harm yet: looked at once it cannot any more.
                return To(run, DrillStep.Check) with { Tries = run.Tries, NotBefore = run.Acted is null ? run.Intent + times.CallTimeout : null };
            default:
                return await drill.CheckAsync(run, cancellationToken) is { } differs
                    ? Again(run with { Step = DrillStep.Restore }, run.Fault ?? differs)
                    : Over(run with { Undone = clock.GetUtcNow() }, run.Result!.Value, run.Result == DrillResult.Passed ? null : run.Fault);
        }
    }

    private async ValueTask<DrillRun> ActAsync(IDrill drill, DrillLease lease, CancellationToken cancellationToken)
    {
        if (await StopAsync(drill, lease.Run, cancellationToken) is { } stop)
        {
            return Over(lease.Run, DrillResult.Stopped, stop);
        }

        var now = clock.GetUtcNow();
        await lease.WriteAsync(lease.Run with { Intent = now, Worker = _worker }, cancellationToken);
        await drill.ActAsync(lease.Run, cancellationToken);
        return To(lease.Run, DrillStep.Watch) with { Acted = now };
    }

    private async ValueTask<DrillRun> WatchAsync(IDrill drill, DrillRun run, CancellationToken cancellationToken)
    {
        if (await stops.GoOnAsync(cancellationToken) is { } incident)
        {
            return To(run, DrillStep.Restore) with { Result = DrillResult.Stopped, Fault = incident };
        }

        if (await drill.StopAsync(run, cancellationToken) is { } stop)
        {
            return To(run, DrillStep.Restore) with { Result = DrillResult.Stopped, Fault = stop };
        }

        var sight = await drill.LookAsync(run, cancellationToken);
        var seen = run with { Detected = run.Detected ?? sight.Detected, Decided = run.Decided ?? sight.Decided, Restored = run.Restored ?? sight.Restored, Times = sight.Times, Tries = 0, Fault = null };
        if (seen.Restored is { } restored)
        {
            var late = restored - seen.Acted > DrillSchedule.Within(policies.Current);
            return To(seen, DrillStep.Restore) with { Result = late ? DrillResult.Failed : DrillResult.Passed, Fault = late ? "too-slow" : null };
        }

        return sight.Fault is { } fault
            ? To(seen, DrillStep.Restore) with { Result = DrillResult.Failed, Fault = fault }
            : seen with { NotBefore = clock.GetUtcNow() + times.LookEvery };
    }

    private async ValueTask<string?> StopAsync(IDrill drill, DrillRun run, CancellationToken cancellationToken) =>
        await stops.BeginAsync(run.IsScheduled, cancellationToken) ?? await drill.StopAsync(run, cancellationToken);

    private DrillRun To(DrillRun run, DrillStep step) => run with { Step = step, Since = clock.GetUtcNow(), NotBefore = null, Tries = 0 };

    private DrillRun Over(DrillRun run, DrillResult result, string? fault) => To(run, DrillStep.Done) with { Result = result, Fault = fault, Ended = clock.GetUtcNow() };

    private DrillRun Again(DrillRun run, string fault) => run with
    {
        NotBefore = clock.GetUtcNow() + DrillSchedule.Pause(run.Tries + 1, times),
        Tries = run.Tries + 1,
        Fault = run.Step is DrillStep.Restore or DrillStep.Check ? run.Fault ?? fault : fault,
    };
}
