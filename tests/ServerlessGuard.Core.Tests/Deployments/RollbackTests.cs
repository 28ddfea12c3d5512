using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Tests.Deployments;

public sealed class RollbackTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GoesToTheStandingAttestedRevision_AndTakesTheBadOneOutOfService(bool dividesTraffic)
    {
        var world = RollbackHarness.Create(dividesTraffic);
        (await RequestAsync(world, await world.DeployBadAsync("e1"))).ShouldBe(RollbackBeginResult.Started);
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldBe("green");
        (dividesTraffic ? world.Platform.Traffic("green") == 100 && world.Platform.Traffic("blue") == 0 : !world.Platform.IsServing("blue"))
            .ShouldBeTrue();
        var rollback = (await world.StateAsync()).Rollback!;
        (rollback.Step, rollback.Method, rollback.Target!.Revision)
            .ShouldBe((RollbackStep.Done, RollbackMethod.Route, RollbackHarness.Version(1)));
        rollback.Restored.ShouldNotBeNull();
        var proved = world.Audit.Entries.Single(static e => e.Kind == AuditKinds.RollbackVerified);
        (proved.Facts["deployment"], proved.Facts["revision"], proved.Facts["attestation"], proved.Facts["method"])
            .ShouldBe(("green", RollbackHarness.Version(1).Digest, "a-1", "route"));
        proved.Facts["restored_ms"].ShouldBe("0");
        world.Audit.Entries[0].Kind.ShouldBe(AuditKinds.RollbackStarted);
        (await world.RouteAsync()).Revisions["green"].ShouldBe(RollbackHarness.Version(1).Digest);
    }

    [Fact]
    public async Task PutsTheNewestAttestedRevision_WhereNoneStands()
    {
        var world = RollbackHarness.Create();
        world.Platform.Stand("green", RollbackHarness.Version(7), 0);
        await RequestAsync(world, await world.DeployBadAsync("e1"));
        await world.SweepAsync();
        var rollback = (await world.StateAsync()).Rollback!;
        (rollback.Method, rollback.Target!.Deployment, rollback.Target.Revision)
            .ShouldBe((RollbackMethod.Put, "green", RollbackHarness.Version(2)));
        world.Platform.RevisionOf("green").ShouldBe(RollbackHarness.Version(2));
        (await world.ServingAsync()).ShouldBe("green");
    }

    [Fact]
    public async Task PassesOver_RevisionsThatAreSickOrGone()
    {
        var world = RollbackHarness.Create();
        world.Platform.Sick.Add(RollbackHarness.Version(1));
        world.Platform.Gone.Add(RollbackHarness.Version(2));
        await RequestAsync(world, await world.DeployBadAsync("e1"));
        await world.SweepAsync();
        var rollback = (await world.StateAsync()).Rollback!;
        (rollback.Step, rollback.Target!.Revision).ShouldBe((RollbackStep.Done, RollbackHarness.Version(0)));
        world.Platform.RevisionOf((await world.ServingAsync())!).ShouldBe(RollbackHarness.Version(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PausesAndPages_WhenNoRevisionIsHealthy(bool dividesTraffic)
    {
        var world = RollbackHarness.Create(dividesTraffic);
        world.Platform.Sick.UnionWith([RollbackHarness.Version(0), RollbackHarness.Version(1), RollbackHarness.Version(2)]);
        await RequestAsync(world, await world.DeployBadAsync("e1"));
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldBeNull();
        (await world.StateAsync()).Rollback!.Step.ShouldBe(RollbackStep.Paused);
        world.Alerts.Raised.ShouldContain(static a => a.Code == "rollback.no-healthy-revision" && a.Severity == AlertSeverity.Critical);
        world.Audit.Entries.ShouldContain(static e => e.Kind == AuditKinds.ModelStopped);
        (dividesTraffic ? world.Platform.Sum == 0 : !world.Platform.IsServing("blue")).ShouldBeTrue();

        // Later a person finds it well again.
        world.Platform.Sick.Clear();
        await RequestAsync(world, world.Trigger("person", RollbackCause.Requested));
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task TakesAShadowOutOfService_AndLeavesTheModelAlone()
    {
        var world = RollbackHarness.Create();
        world.Platform.Stand("shadow", RollbackHarness.Version(9), 0);
        await RequestAsync(world, world.Trigger("e1", RollbackCause.Shadow, "shadow"));
        await world.SweepAsync();
        world.Platform.IsServing("shadow").ShouldBeFalse();
        (await world.ServingAsync()).ShouldBe("blue");
        world.Platform.Changes.ShouldBe(1);
        (await world.StateAsync()).Rollback!.Method.ShouldBe(RollbackMethod.Contain);
    }

    [Fact]
    public async Task DoesNothing_ForATriggerThatWasServed()
    {
        var world = RollbackHarness.Create();
        var trigger = await world.DeployBadAsync("e1");
        await RequestAsync(world, trigger);
        await world.SweepAsync();
        var (changes, version) = (world.Platform.Changes, (await world.RouteAsync()).Changed);
        await RequestAsync(world, trigger);
        await world.SweepAsync();
        (world.Platform.Changes, (await world.RouteAsync()).Changed).ShouldBe((changes, version));
        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.RollbackStarted).ShouldBe(1);
    }

    [Fact]
    public async Task ChoosesAgain_WhenItsTargetTurnsBadMeanwhile()
    {
        var world = RollbackHarness.Create();
        await RequestAsync(world, await world.DeployBadAsync("e1"));
        (await RequestAsync(world, world.Trigger("e2", RollbackCause.Worse, "green", RollbackHarness.Version(1).Digest)))
            .ShouldBe(RollbackBeginResult.Joined);
        await world.SweepAsync();
        var rollback = (await world.StateAsync()).Rollback!;
        (rollback.Step, rollback.Target!.Revision).ShouldBe((RollbackStep.Done, RollbackHarness.Version(2)));
        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.RollbackStarted).ShouldBe(1);
    }

    [Fact]
    public async Task BeginsAnother_ForATriggerThatTheLastOneDidNotAnswer()
    {
        var world = RollbackHarness.Create();
        await RequestAsync(world, await world.DeployBadAsync("e1"));
        await world.SweepAsync();
        await RequestAsync(world, world.Trigger("e2", RollbackCause.Worse, "green", RollbackHarness.Version(1).Digest));
        await world.SweepAsync();
        var rollback = (await world.StateAsync()).Rollback!;
        (rollback.Trigger.Id, rollback.Target!.Revision).ShouldBe(("e2", RollbackHarness.Version(2)));
    }

    [Fact]
    public async Task GoesWhereAPersonSays_IfThatIsAttested()
    {
        var world = RollbackHarness.Create();
        var trigger = world.Trigger("person", RollbackCause.Requested);
        await RequestAsync(world, trigger with { ToRevision = RollbackHarness.Version(0).Digest });
        await world.SweepAsync();
        world.Platform.RevisionOf((await world.ServingAsync())!).ShouldBe(RollbackHarness.Version(0));

        await RequestAsync(world, trigger with { Id = "person-2", ToRevision = RollbackHarness.Version(9).Digest });
        await world.SweepAsync();
        (await world.StateAsync()).Rollback!.Step.ShouldBe(RollbackStep.Paused);
    }

    [Fact]
    public async Task WaitsForAPersonsWord_WhereTheTierWantsIt()
    {
        var world = RollbackHarness.Create(needsApproval: true);
        (await RequestAsync(world, await world.DeployBadAsync("e1"))).ShouldBe(RollbackBeginResult.Waiting);
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldBe("blue");
        var opened = world.Cases.Opened.Single();
        (opened.Kind, opened.Subject).ShouldBe((CaseKind.Rollback, "claims-ft"));
        world.Alerts.Raised.ShouldContain(static a => a.Code == "rollback.waits");
        var worker = world.Worker();
        var decision = new CaseDecision(opened.Id, CaseKind.Rollback, opened.Subject, true, "user:anna", world.Clock.GetUtcNow());
        await worker.Approvals.DecidedAsync(decision, CancellationToken.None);
        await worker.Approvals.DecidedAsync(decision, CancellationToken.None);
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldBe("green");
        world.Audit.Entries.ShouldContain(static e => e.Kind == AuditKinds.RollbackProgressed && e.Actor == "user:anna");
    }

    [Fact]
    public async Task EndsWhenAPersonSaysNo_AndAPersonsOwnRequestNeedsNoOthers()
    {
        var world = RollbackHarness.Create(needsApproval: true);
        await RequestAsync(world, await world.DeployBadAsync("e1"));
        await world.SweepAsync();
        await world.Worker().Approvals.DecidedAsync(
            new CaseDecision(world.Cases.Opened[0].Id, CaseKind.Rollback, "claims-ft", false, "user:anna", world.Clock.GetUtcNow()),
            CancellationToken.None);
        await world.SweepAsync();
        ((await world.StateAsync()).Rollback!.Step, await world.ServingAsync()).ShouldBe((RollbackStep.Declined, "blue"));
        (await RequestAsync(world, world.Trigger("person", RollbackCause.Requested))).ShouldBe(RollbackBeginResult.Started);
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldBe("green");
    }

    [Fact]
    public async Task KeepsAStoppedModelStopped()
    {
        var world = RollbackHarness.Create();
        var stops = new ModelStops(world.Routes, world.Audit, world.Alerts, world, world.Clock);
        (await stops.StopAsync(world.Model, "user:anna", CancellationToken.None)).ShouldBeTrue();
        (await stops.StopAsync(world.Model, "user:anna", CancellationToken.None)).ShouldBeFalse();
        await RequestAsync(world, await world.DeployBadAsync("e1"));
        await world.SweepAsync();
        (await world.ServingAsync()).ShouldBeNull();
        (await stops.StartAsync(world.Model, "user:anna", CancellationToken.None)).ShouldBeTrue();
        world.Platform.RevisionOf((await world.ServingAsync())!).ShouldBe(RollbackHarness.Version(1));
    }

    [Fact]
    public async Task IsTakenUpAtOnce_WhenItIsRequested()
    {
        var world = RollbackHarness.Create();
        var worker = world.Worker();
        foreach (var delivery in (string[])["event", "event", "another"])
        {
            var requested = worker.Signal.Next;
            requested.IsCompleted.ShouldBeFalse();
            await worker.Rollbacks.RequestAsync(world.Trigger(delivery, RollbackCause.Requested), CancellationToken.None);
            requested.IsCompleted.ShouldBeTrue();
        }
    }

    private static ValueTask<RollbackBeginResult> RequestAsync(RollbackHarness world, RollbackTrigger trigger) =>
        world.Worker().Rollbacks.RequestAsync(trigger, CancellationToken.None);
}
