using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// Does one step of one rollback under a lease, and returns what the journal is to say next. A step may be done again
/// after a crash at any point of it: it checks the platform and the route before it changes them. Throws
/// <see cref="DeploymentPlatformException"/>; the journal then holds the intent.
/// </summary>
internal sealed class RollbackStepExecutor(
    IDeploymentPlatform platform, IAttestations attestations, IProbeRunner probes, ModelRoutes routes, TimeProvider clock,
    RollbackTimings times, ModelPolicy model, Lease<RollbackState> lease)
{
    private readonly RollbackTargetSelector _choice = new(attestations, model);

    public ValueTask<Rollback> ExecuteAsync(RollbackStep step, CancellationToken cancellationToken) => step switch
    {
        RollbackStep.Choose => ChooseAsync(lease.State.Acting, cancellationToken),
        RollbackStep.Put => PutAsync(lease.State.Acting, cancellationToken),
        RollbackStep.Shift => ShiftAsync(lease.State.Acting, cancellationToken),
        RollbackStep.Verify => VerifyAsync(lease.State.Acting, cancellationToken),
        RollbackStep.Pause => PauseAsync(lease.State.Acting, cancellationToken),
        RollbackStep.Contain => ContainAsync(lease.State.Acting, cancellationToken),
        _ => throw new InvalidOperationException($"{step} is not a step to do."),
    };

    public Rollback TransitionTo(Rollback rollback, RollbackStep step, string? fault = null) => rollback with
    {
        Step = step,
        Since = clock.GetUtcNow(),
        NotBefore = null,
        Attempts = 0,
        Fault = fault ?? rollback.Fault,
    };

    /// <summary>The same step again, later.</summary>
    public Rollback Retry(Rollback rollback, string fault) => rollback with
    {
        NotBefore = clock.GetUtcNow() + times.Backoff.After(rollback.Attempts + 1),
        Attempts = rollback.Attempts + 1,
        Fault = fault,
    };

    /// <summary>Gives up an attempt for which the platform has no time left.</summary>
    public Rollback Abandon(Rollback rollback) => rollback.Step == RollbackStep.Contain
        ? TransitionTo(rollback, End(rollback), "not-contained")
        : TransitionTo(rollback, RollbackStep.Pause, rollback.Fault ?? "timeout") with { Method = RollbackMethod.Pause, Target = null };

    private async ValueTask<Rollback> ChooseAsync(Rollback rollback, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(cancellationToken);
        var route = (await routes.ReadAsync(model.Id, cancellationToken)).Route;
        rollback = _choice.Judge(rollback, state, route);
        if (rollback is { Shadows.Count: > 0, Bad.Count: 0 })
        {
            return TransitionTo(rollback, RollbackStep.Contain) with { Method = RollbackMethod.Contain, Decided = clock.GetUtcNow() };
        }

        foreach (var (target, stands) in await _choice.CandidatesAsync(rollback, state, route, cancellationToken))
        {
            if (rollback.Refused.Contains(target.Revision.Digest))
            {
                continue;
            }

            if (!stands)
            {
                return TransitionTo(rollback, RollbackStep.Put) with
                {
                    Target = target,
                    Method = RollbackMethod.Put,
                    Decided = clock.GetUtcNow(),
                    Intent = null
                };
            }

            if (await ProbeAsync(target.Deployment, cancellationToken))
            {
                return TransitionTo(rollback, RollbackStep.Shift) with
                {
                    Target = target,
                    Method = RollbackMethod.Route,
                    Decided = clock.GetUtcNow(),
                    Intent = null
                };
            }

            rollback = Refuse(rollback, target);
        }

        return TransitionTo(rollback, RollbackStep.Pause, "no-healthy-revision") with
        {
            Target = null,
            Method = RollbackMethod.Pause,
            Decided = clock.GetUtcNow()
        };
    }

    private async ValueTask<Rollback> PutAsync(Rollback rollback, CancellationToken cancellationToken)
    {
        var target = rollback.Target!;
        if (FindDeployed(await ReadAsync(cancellationToken), target) is null)
        {
            // The serving revision is bad, and an operation of the platform takes minutes.
            if (!await RouteAsync(static (route, _) => route with { IsPaused = true }, rollback, cancellationToken))
            {
                return Retry(rollback, "route-changed");
            }

            // A put whose answer was lost stays an intent, whatever becomes of the next one.
            var unknown = rollback.Intent;
            rollback = rollback with { Intent = clock.GetUtcNow(), Shifted = rollback.Shifted ?? clock.GetUtcNow() };
            await WriteAsync(rollback, cancellationToken);
            try
            {
                await ChangeAsync(token => platform.PutAsync(model, target.Deployment, target.Revision, token), cancellationToken);
            }
            catch (DeploymentPlatformException e) when (e.IsFinal)
            {
                return TransitionTo(Refuse(rollback, target), RollbackStep.Choose, "put-refused") with { Intent = unknown };
            }

            rollback = rollback with { Intent = unknown };

            if (FindDeployed(await ReadAsync(cancellationToken), target) is null)
            {
                return Retry(rollback, "put-unseen");
            }
        }

        return await ProbeAsync(target.Deployment, cancellationToken)
            ? TransitionTo(rollback, RollbackStep.Shift)
            : TransitionTo(Refuse(rollback, target), RollbackStep.Choose, "probes-failed");
    }

    private async ValueTask<Rollback> ShiftAsync(Rollback rollback, CancellationToken cancellationToken)
    {
        var target = rollback.Target!;
        if (await attestations.FindAsync(model.Id, target.Revision, cancellationToken) is null)
        {
            return TransitionTo(Refuse(rollback, target), RollbackStep.Choose, "attestation-gone");
        }

        var isDone = await RouteAsync(
            (route, policy) => route.To(policy, target.Deployment) with
            {
                IsPaused = false,
                Revisions = new Dictionary<string, string>(route.Revisions) { [target.Deployment] = target.Revision.Digest },
            },
            rollback,
            cancellationToken);
        return isDone ? TransitionTo(rollback, RollbackStep.Verify) with { Shifted = clock.GetUtcNow() } : Retry(rollback, "route-changed");
    }

    private async ValueTask<Rollback> VerifyAsync(Rollback rollback, CancellationToken cancellationToken)
    {
        var target = rollback.Target!;
        var route = (await routes.ReadAsync(model.Id, cancellationToken)).Route;
        if (route.IsPaused || route.SharesFor(model).GetValueOrDefault(target.Deployment) != 100)
        {
            return TransitionTo(rollback, RollbackStep.Shift, "route-changed");
        }

        return FindDeployed(await ReadAsync(cancellationToken), target) is not null
            && await ProbeAsync(target.Deployment, cancellationToken)
            ? TransitionTo(rollback, RollbackStep.Contain) with { Restored = clock.GetUtcNow(), Fault = null }
            : TransitionTo(Refuse(rollback, target), RollbackStep.Choose, "not-healthy-after-shift");
    }

    private async ValueTask<Rollback> PauseAsync(Rollback rollback, CancellationToken cancellationToken) =>
        await RouteAsync(static (route, _) => route with { IsPaused = true }, rollback, cancellationToken)
            ? TransitionTo(rollback, RollbackStep.Contain) with { Shifted = clock.GetUtcNow() }
            : Retry(rollback, "route-changed");

    private async ValueTask<Rollback> ContainAsync(Rollback rollback, CancellationToken cancellationToken)
    {
        var left = ToContain(rollback, await ReadAsync(cancellationToken));
        if (left.Count == 0)
        {
            var now = clock.GetUtcNow();
            return TransitionTo(rollback, End(rollback)) with
            {
                Restored = rollback.Method == RollbackMethod.Contain ? now : rollback.Restored,
                Shifted = rollback.Shifted ?? now
            };
        }

        await WriteAsync(rollback, cancellationToken);
        if (platform.DividesTraffic && rollback.Method != RollbackMethod.Contain)
        {
            var shares = rollback.Target is { } target ? new Dictionary<string, int> { [target.Deployment] = 100 } : [];
            await ChangeAsync(token => platform.SetTrafficAsync(model, shares, token), cancellationToken);
        }
        else
        {
            foreach (var deployment in left)
            {
                await ChangeAsync(token => platform.PauseAsync(model, deployment, token), cancellationToken);
            }
        }

        return ToContain(rollback, await ReadAsync(cancellationToken)).Count == 0
            ? TransitionTo(rollback, End(rollback)) with
            {
                Restored = rollback.Method == RollbackMethod.Contain ? clock.GetUtcNow() : rollback.Restored
            }
            : Retry(rollback, "not-contained");
    }

    /// <summary>Deployments that still serve and must not.</summary>
    private List<string> ToContain(Rollback rollback, EndpointState state)
    {
        var names = _choice.Names;
        return [.. state.Deployments.Where(d => !names.Equals(d.Name, rollback.Target?.Deployment) && Serves(d)
            && (rollback.Shadows.Contains(d.Name, names)
                || (IsOurs(d.Name) && (rollback.Method == RollbackMethod.Pause || rollback.Bad.Contains(d.Revision.Digest)))
                || (platform.DividesTraffic && rollback.Target is not null))).Select(static d => d.Name)];

        // Other deployments of the account may be another model's, and attested for it.
        bool IsOurs(string deployment) => _choice.IsNamed(deployment) || names.Equals(deployment, rollback.Trigger.Deployment);

        bool Serves(EndpointDeployment d) =>
            platform.DividesTraffic ? d.Traffic > 0 || d.Mirror > 0 : !d.IsPaused && platform.Platform != PlatformNames.OpenAI;
    }

    private static RollbackStep End(Rollback rollback) => rollback.Method == RollbackMethod.Pause ? RollbackStep.Paused : RollbackStep.Done;

    private EndpointDeployment? FindDeployed(EndpointState state, RollbackTarget target) =>
        state.Deployments.FirstOrDefault(
            d => _choice.Names.Equals(d.Name, target.Deployment) && d.IsReady && !d.IsPaused && d.Revision == target.Revision);

    private static Rollback Refuse(Rollback rollback, RollbackTarget target) =>
        rollback with { Refused = [.. rollback.Refused, target.Revision.Digest], Target = null };

    /// <summary>
    /// Changes the route as it was before the lease was shown to hold: a worker that is suspended here finds the route
    /// changed by the next worker, and changes nothing. False then.
    /// </summary>
    private async ValueTask<bool> RouteAsync(
        Func<ModelRoute, ModelPolicy, ModelRoute> change, Rollback rollback, CancellationToken cancellationToken)
    {
        var read = await routes.ReadAsync(model.Id, cancellationToken);
        await WriteAsync(rollback, cancellationToken);
        return await routes.TryChangeAsync(read, change(read.Route, model), cancellationToken) is not null;
    }

    private ValueTask WriteAsync(Rollback rollback, CancellationToken cancellationToken) =>
        lease.WriteAsync(state => state with { Rollback = rollback }, cancellationToken);

    private async ValueTask<EndpointState> ReadAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CallTimeout(times.ReadTimeout, clock, cancellationToken);
        var state = await platform.ReadAsync(model, timeout.Token);
        await routes.RecordRevisionAsync(state.Model, state.Revisions(), cancellationToken);
        return state;
    }

    private async ValueTask<bool> ProbeAsync(string deployment, CancellationToken cancellationToken)
    {
        using var timeout = new CallTimeout(times.ProbeTimeout, clock, cancellationToken);
        return (await lease.HoldAsync(probes.RunAsync(model, deployment, quick: true, timeout.Token).AsTask(), cancellationToken)).IsPassed;
    }

    private async ValueTask ChangeAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken)
    {
        using var timeout = new CallTimeout(times.ChangeTimeout, clock, cancellationToken);
        await lease.HoldAsync(RunAsync(timeout.Token), cancellationToken);

        async Task<bool> RunAsync(CancellationToken token)
        {
            await call(token);
            return true;
        }
    }
}
