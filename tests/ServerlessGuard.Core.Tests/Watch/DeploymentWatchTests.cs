using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Watch;

public sealed class DeploymentWatchTests
{
    private readonly WatchWorld world = new();

    [Fact]
    public async Task AnEndpointAsThePolicyHasIt_IsSeen_AndNothingElse()
    {
        (await world.CheckAsync()).Open.ShouldBeEmpty();

        world.Alerts.Raised.ShouldBeEmpty();
        world.Requests.ShouldBe(0);
        world.Audit.Entries.Select(static e => (e.Kind, e.Facts["deployment"])).ShouldBe([(AuditKinds.DeploymentSeen, "live"), (AuditKinds.DeploymentSeen, "previous")]);
        world.Audit.Entries[0].Facts["attested_until"].ShouldNotBeEmpty();
        await world.CheckAsync();
        world.Audit.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task AnUnattestedUpdate_IsRolledBack_Once()
    {
        await world.CheckAsync();
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        for (var i = 0; i < 5; i++)
        {
            await world.CheckAsync();
        }

        var trigger = world.Triggers.ShouldHaveSingleItem();
        trigger.Cause.ShouldBe(RollbackCause.Unattested);
        trigger.Deployment.ShouldBe("live");
        trigger.RevisionDigest.ShouldBe(WatchWorld.Other.Digest);
        world.Requests.ShouldBe(1);
        var alert = world.Alerts.Raised.ShouldHaveSingleItem();
        alert.Code.ShouldBe("deployment.unattested");
        alert.Severity.ShouldBe(AlertSeverity.Critical);
        alert.Message.ShouldContain("someone@example");
        var entry = world.Audit.Entries.Single(static e => e.Kind == AuditKinds.DeploymentDrifted);
        entry.Facts["state"].ShouldBe("found");
        entry.Facts["revision"].ShouldBe(WatchWorld.Other.Digest);
    }

    [Fact]
    public async Task TheSameUpdateAgain_AfterItWasRolledBack_IsANewEpisode()
    {
        var (bad, good) = (WatchWorld.At("live", WatchWorld.Other), world.Deployments[0]);
        foreach (var live in new[] { bad, good, bad, good })
        {
            world.Deployments = [live, world.Deployments[1]];
            await world.CheckAsync();
            await world.CheckAsync();
        }

        world.Triggers.Count.ShouldBe(2);
        world.Alerts.Raised.Count.ShouldBe(2);
        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.DeploymentDrifted && e.Facts["state"] == "ended").ShouldBe(2);
    }

    [Fact]
    public async Task AnotherUnattestedRevision_IsAnotherEpisode()
    {
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        await world.CheckAsync();
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other with { ModelVersion = "3" }), world.Deployments[1]];
        await world.CheckAsync();
        world.Triggers.Select(static t => t.RevisionDigest).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task AShadowDeployment_IsHandedToBeContained_AndIsQuietOncePaused()
    {
        world.Deployments = [.. world.Deployments, WatchWorld.At("hidden", WatchWorld.Good)];
        await world.CheckAsync();
        var trigger = world.Triggers.ShouldHaveSingleItem();
        trigger.Cause.ShouldBe(RollbackCause.Shadow);
        trigger.Deployment.ShouldBe("hidden");
        trigger.RevisionDigest.ShouldBeNull("a shadow may hold the very revision that the model goes back to");

        world.Deployments = [.. world.Deployments.Select(static d => d.Name == "hidden" ? d with { IsPaused = true } : d)];
        (await world.CheckAsync()).Open.ShouldHaveSingleItem().Drift.Action.ShouldBe(DriftAction.Alert);
        world.Alerts.Raised.Count.ShouldBe(1);

        world.Deployments = [.. world.Deployments.Select(static d => d with { IsPaused = false })];
        await world.CheckAsync();
        world.Triggers.Count.ShouldBe(2, "somebody started it again");
        world.Alerts.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Pause_PausesThePlatformsDeployment()
    {
        world.Policy(static t => t with { Rollback = new() { OnUnattested = DriftAction.Pause } });
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        await world.CheckAsync();
        await world.CheckAsync();
        world.Paused.ShouldBe(["live"]);
        world.Requests.ShouldBe(0);
        world.Alerts.Raised.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ATierThatObserves_OnlyAlerts()
    {
        world.Policy(static t => t with { Enforce = EnforceMode.Observe });
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), WatchWorld.At("hidden", WatchWorld.Good)];
        await world.CheckAsync();
        world.Requests.ShouldBe(0);
        world.Paused.ShouldBeEmpty();
        world.Alerts.Raised.Select(static a => a.Code).ShouldBe(["deployment.shadow", "deployment.unattested", "deployment.missing"], ignoreOrder: true);
    }

    [Fact]
    public async Task ARevisionThatIsNew_IsAskedItsQuickProbesOnce_AndTakenBackWhenItFailsTwice()
    {
        world.Attested = [WatchWorld.Good, WatchWorld.Other];
        await world.CheckAsync();
        await world.CheckAsync();
        world.Probed.ShouldBe(["live"]);

        world.Healthy = static _ => false;
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        await world.CheckAsync();
        world.Probed.ShouldBe(["live", "live", "live"]);
        var trigger = world.Triggers.ShouldHaveSingleItem();
        trigger.Cause.ShouldBe(RollbackCause.ProbesFailed);
        trigger.RevisionDigest.ShouldBe(WatchWorld.Other.Digest);
        world.Alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe("deployment.probesfailed");

        world.Healthy = static _ => true;
        await world.CheckAsync();
        world.Probed.Count.ShouldBe(3);
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        (await world.CheckAsync()).Open.ShouldBeEmpty();
        world.Probed.Count.ShouldBe(4);
    }

    [Fact]
    public async Task OneUnluckyAnswer_TakesNothingBack()
    {
        world.Healthy = _ => world.Probed.Count > 1;
        await world.CheckAsync();
        world.Probed.Count.ShouldBe(2);
        world.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task WhatCannotBeRead_IsNotJudged()
    {
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other)];
        world.PlatformFault = static () => new DeploymentPlatformException("down", isFinal: false);
        await Should.ThrowAsync<DeploymentPlatformException>(() => world.CheckAsync());
        world.Alerts.Raised.ShouldBeEmpty();
        world.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task LogsThatCannotBeLookedAt_HideNothingElse()
    {
        world.DiagnosticsFault = static () => new DeploymentPlatformException("403", isFinal: true);
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        await world.CheckAsync();
        world.Triggers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnActionThatFailed_IsDoneByTheNextCheck_AndToldOnce()
    {
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        world.RollbackFault = static () => new StoreUnavailableException("down");
        await Should.ThrowAsync<StoreUnavailableException>(() => world.CheckAsync());
        world.RollbackFault = static () => null;
        await world.CheckAsync();
        world.Triggers.ShouldHaveSingleItem();
        world.Alerts.Raised.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnActionThatDidNotTakeEffect_IsDoneAgain_UnderTheSameTrigger()
    {
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        await world.CheckAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.CheckAsync();
        world.Requests.ShouldBe(2);
        world.Triggers.ShouldHaveSingleItem();
        world.Alerts.Raised.ShouldHaveSingleItem();
    }

    /// <summary>A crash at every store call in turn: the rollback is asked for under one id, whatever is lost.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACrashAnywhere_IsMadeUpFor(bool lostAnswer)
    {
        for (var call = 1; call <= 8; call++)
        {
            var crashed = new WatchWorld();
            var store = new InMemoryDocumentStore(crashed.Clock);
            crashed.Documents = new FaultingDocumentStore(store, FaultPlan.At(call, lostAnswer));
            crashed.Deployments = [WatchWorld.At("live", WatchWorld.Other), crashed.Deployments[1]];
            try
            {
                await crashed.CheckAsync();
            }
            catch (StoreUnavailableException)
            {
                crashed.Clock.Advance(TimeSpan.FromMinutes(3));
            }

            crashed.Documents = store;
            await crashed.CheckAsync();
            await crashed.CheckAsync();
            crashed.Triggers.Count.ShouldBe(1, $"call {call}");
            crashed.Alerts.Raised.Select(static a => a.DedupeKey).Distinct().Count().ShouldBe(1, $"call {call}");
        }
    }

    [Fact]
    public async Task ManyWorkersAtOnce_ActAndTellOnce()
    {
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), .. world.Deployments.Skip(1), WatchWorld.At("hidden", WatchWorld.Good)];
        world.Watch();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.CheckAsync())));
        await world.CheckAsync();
        world.Triggers.Count.ShouldBe(2);
        world.Alerts.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ASweep_LeavesEvidence_OncePerHour()
    {
        world.Deployments = [world.Deployments[0]];
        await world.Sweep().RunAsync(CancellationToken.None);
        await world.Sweep().RunAsync(CancellationToken.None);
        var entry = world.Audit.Entries.Single(static e => e.Kind == AuditKinds.DeploymentsSwept);
        (entry.Facts["models"], entry.Facts["deployments"], entry.Facts["drifts"], entry.Facts["shadows"]).ShouldBe(("1", "1", "1", "0"));
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        await world.Sweep().RunAsync(CancellationToken.None);
        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.DeploymentsSwept).ShouldBe(2);
    }

    [Fact]
    public async Task ASweep_TellsAtOnce_WhenSomethingCanBeReachedThatMustNot()
    {
        world.Policy(static t => t with { Enforce = EnforceMode.Observe });
        await world.Sweep().RunAsync(CancellationToken.None);
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1], WatchWorld.At("hidden", WatchWorld.Good)];
        await world.Sweep().RunAsync(CancellationToken.None);
        await world.Sweep().RunAsync(CancellationToken.None);
        world.Audit.Entries.Where(static e => e.Kind == AuditKinds.DeploymentsSwept).Select(static e => (e.Facts["unattested"], e.Facts["shadows"])).ShouldBe([("0", "0"), ("1", "1")]);
    }

    [Fact]
    public async Task AnUnattestedStandby_IsToldAgain_WhenCallsReachIt()
    {
        world.Policy(static t => t with { Enforce = EnforceMode.Observe });
        world.Deployments = [world.Deployments[0], WatchWorld.At("previous", WatchWorld.Other) with { Traffic = 0 }];
        await world.CheckAsync();
        await world.CheckAsync();
        world.Alerts.Raised.Count.ShouldBe(1);
        await world.Routes.ChangeAsync(world.Model.Id, route => route.To(world.Model, "previous"), CancellationToken.None);
        await world.CheckAsync();
        world.Alerts.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ARouteThatIsClosed_LetsNothingServe()
    {
        world.Deployments = [WatchWorld.At("live", WatchWorld.Other), world.Deployments[1]];
        await world.Routes.ChangeAsync(world.Model.Id, static route => route with { IsPaused = true }, CancellationToken.None);
        (await world.CheckAsync()).Open.ShouldHaveSingleItem().Drift.Action.ShouldBe(DriftAction.Alert);
        world.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task ASweepThatFailed_IsNoEvidence()
    {
        world.PlatformFault = static () => new DeploymentPlatformException("down", isFinal: false);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await world.Sweep().RunAsync(CancellationToken.None));
        world.Audit.Entries.ShouldBeEmpty();
    }
}
