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
    private readonly WatchHarness _world = new();

    [Fact]
    public async Task AnEndpointAsThePolicyHasIt_IsSeen_AndNothingElse()
    {
        (await _world.CheckAsync()).Open.ShouldBeEmpty();

        _world.Alerts.Raised.ShouldBeEmpty();
        _world.Requests.ShouldBe(0);
        _world.Audit.Entries.Select(static e => (e.Kind, e.Facts["deployment"]))
            .ShouldBe([(AuditKinds.DeploymentObserved, "live"), (AuditKinds.DeploymentObserved, "previous")]);
        _world.Audit.Entries[0].Facts["attested_until"].ShouldNotBeEmpty();
        await _world.CheckAsync();
        _world.Audit.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task AnUnattestedUpdate_IsRolledBack_Once()
    {
        await _world.CheckAsync();
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        for (var i = 0; i < 5; i++)
        {
            await _world.CheckAsync();
        }

        var trigger = _world.Triggers.ShouldHaveSingleItem();
        trigger.Cause.ShouldBe(RollbackCause.Unattested);
        trigger.Deployment.ShouldBe("live");
        trigger.RevisionDigest.ShouldBe(WatchHarness.Other.Digest);
        _world.Requests.ShouldBe(1);
        var alert = _world.Alerts.Raised.ShouldHaveSingleItem();
        alert.Code.ShouldBe("deployment.unattested");
        alert.Severity.ShouldBe(AlertSeverity.Critical);
        alert.Message.ShouldContain("someone@example");
        var entry = _world.Audit.Entries.Single(static e => e.Kind == AuditKinds.DeploymentDrifted);
        entry.Facts["state"].ShouldBe("found");
        entry.Facts["revision"].ShouldBe(WatchHarness.Other.Digest);
    }

    [Fact]
    public async Task TheSameUpdateAgain_AfterItWasRolledBack_IsANewEpisode()
    {
        var (bad, good) = (WatchHarness.At("live", WatchHarness.Other), _world.Deployments[0]);
        foreach (var live in new[] { bad, good, bad, good })
        {
            _world.Deployments = [live, _world.Deployments[1]];
            await _world.CheckAsync();
            await _world.CheckAsync();
        }

        _world.Triggers.Count.ShouldBe(2);
        _world.Alerts.Raised.Count.ShouldBe(2);
        _world.Audit.Entries.Count(static e => e.Kind == AuditKinds.DeploymentDrifted && e.Facts["state"] == "ended").ShouldBe(2);
    }

    [Fact]
    public async Task AnotherUnattestedRevision_IsAnotherEpisode()
    {
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.CheckAsync();
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other with { ModelVersion = "3" }), _world.Deployments[1]];
        await _world.CheckAsync();
        _world.Triggers.Select(static t => t.RevisionDigest).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task AShadowDeployment_IsHandedToBeContained_AndIsQuietOncePaused()
    {
        _world.Deployments = [.. _world.Deployments, WatchHarness.At("hidden", WatchHarness.Good)];
        await _world.CheckAsync();
        var trigger = _world.Triggers.ShouldHaveSingleItem();
        trigger.Cause.ShouldBe(RollbackCause.Shadow);
        trigger.Deployment.ShouldBe("hidden");
        trigger.RevisionDigest.ShouldBeNull("a shadow may hold the very revision that the model goes back to");

        _world.Deployments = [.. _world.Deployments.Select(static d => d.Name == "hidden" ? d with { IsPaused = true } : d)];
        (await _world.CheckAsync()).Open.ShouldHaveSingleItem().Drift.Action.ShouldBe(DriftAction.Alert);
        _world.Alerts.Raised.Count.ShouldBe(1);

        _world.Deployments = [.. _world.Deployments.Select(static d => d with { IsPaused = false })];
        await _world.CheckAsync();
        _world.Triggers.Count.ShouldBe(2, "somebody started it again");
        _world.Alerts.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Pause_PausesThePlatformsDeployment()
    {
        _world.Policy(static t => t with { Rollback = new() { OnUnattested = DriftAction.Pause } });
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.CheckAsync();
        await _world.CheckAsync();
        _world.Paused.ShouldBe(["live"]);
        _world.Requests.ShouldBe(0);
        _world.Alerts.Raised.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ATierThatObserves_OnlyAlerts()
    {
        _world.Policy(static t => t with { Enforce = EnforceMode.Observe });
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), WatchHarness.At("hidden", WatchHarness.Good)];
        await _world.CheckAsync();
        _world.Requests.ShouldBe(0);
        _world.Paused.ShouldBeEmpty();
        _world.Alerts.Raised.Select(static a => a.Code)
            .ShouldBe(["deployment.shadow", "deployment.unattested", "deployment.missing"], ignoreOrder: true);
    }

    [Fact]
    public async Task ARevisionThatIsNew_IsAskedItsQuickProbesOnce_AndTakenBackWhenItFailsTwice()
    {
        _world.Attested = [WatchHarness.Good, WatchHarness.Other];
        await _world.CheckAsync();
        await _world.CheckAsync();
        _world.Probed.ShouldBe(["live"]);

        _world.Healthy = static _ => false;
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.CheckAsync();
        _world.Probed.ShouldBe(["live", "live", "live"]);
        var trigger = _world.Triggers.ShouldHaveSingleItem();
        trigger.Cause.ShouldBe(RollbackCause.ProbesFailed);
        trigger.RevisionDigest.ShouldBe(WatchHarness.Other.Digest);
        _world.Alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe("deployment.probes-failed");

        _world.Healthy = static _ => true;
        await _world.CheckAsync();
        _world.Probed.Count.ShouldBe(3);
        _world.Clock.Advance(TimeSpan.FromMinutes(11));
        (await _world.CheckAsync()).Open.ShouldBeEmpty();
        _world.Probed.Count.ShouldBe(4);
    }

    [Fact]
    public async Task OneUnluckyAnswer_TakesNothingBack()
    {
        _world.Healthy = _ => _world.Probed.Count > 1;
        await _world.CheckAsync();
        _world.Probed.Count.ShouldBe(2);
        _world.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task WhatCannotBeRead_IsNotJudged()
    {
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other)];
        _world.PlatformFault = static () => new DeploymentPlatformException("down", isFinal: false);
        await Should.ThrowAsync<DeploymentPlatformException>(() => _world.CheckAsync());
        _world.Alerts.Raised.ShouldBeEmpty();
        _world.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task LogsThatCannotBeLookedAt_HideNothingElse()
    {
        _world.DiagnosticsFault = static () => new DeploymentPlatformException("403", isFinal: true);
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.CheckAsync();
        _world.Triggers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnActionThatFailed_IsDoneByTheNextCheck_AndToldOnce()
    {
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        _world.RollbackFault = static () => new StoreUnavailableException("down");
        await Should.ThrowAsync<StoreUnavailableException>(() => _world.CheckAsync());
        _world.RollbackFault = static () => null;
        await _world.CheckAsync();
        _world.Triggers.ShouldHaveSingleItem();
        _world.Alerts.Raised.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnActionThatDidNotTakeEffect_IsDoneAgain_UnderTheSameTrigger()
    {
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.CheckAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(11));
        await _world.CheckAsync();
        _world.Requests.ShouldBe(2);
        _world.Triggers.ShouldHaveSingleItem();
        _world.Alerts.Raised.ShouldHaveSingleItem();
    }

    /// <summary>A crash at every store call in turn: the rollback is asked for under one id, whatever is lost.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACrashAnywhere_IsMadeUpFor(bool lostAnswer)
    {
        for (var call = 1; call <= 8; call++)
        {
            var crashed = new WatchHarness();
            var store = new InMemoryDocumentStore(crashed.Clock);
            crashed.Documents = new FaultingDocumentStore(store, FaultPlan.At(call, lostAnswer));
            crashed.Deployments = [WatchHarness.At("live", WatchHarness.Other), crashed.Deployments[1]];
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
        _world.Deployments = [
            WatchHarness.At("live", WatchHarness.Other), .. _world.Deployments.Skip(1), WatchHarness.At("hidden", WatchHarness.Good)
        ];
        _world.Watch();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _world.CheckAsync())));
        await _world.CheckAsync();
        _world.Triggers.Count.ShouldBe(2);
        _world.Alerts.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ASweep_LeavesEvidence_OncePerHour()
    {
        _world.Deployments = [_world.Deployments[0]];
        await _world.Sweep().RunAsync(CancellationToken.None);
        await _world.Sweep().RunAsync(CancellationToken.None);
        var entry = _world.Audit.Entries.Single(static e => e.Kind == AuditKinds.DeploymentsChecked);
        (entry.Facts["models"], entry.Facts["deployments"], entry.Facts["drifts"], entry.Facts["shadows"]).ShouldBe(("1", "1", "1", "0"));
        _world.Clock.Advance(TimeSpan.FromMinutes(61));
        await _world.Sweep().RunAsync(CancellationToken.None);
        _world.Audit.Entries.Count(static e => e.Kind == AuditKinds.DeploymentsChecked).ShouldBe(2);
    }

    [Fact]
    public async Task ASweep_TellsAtOnce_WhenSomethingCanBeReachedThatMustNot()
    {
        _world.Policy(static t => t with { Enforce = EnforceMode.Observe });
        await _world.Sweep().RunAsync(CancellationToken.None);
        _world.Deployments = [
            WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1], WatchHarness.At("hidden", WatchHarness.Good)
        ];
        await _world.Sweep().RunAsync(CancellationToken.None);
        await _world.Sweep().RunAsync(CancellationToken.None);
        _world.Audit.Entries.Where(static e => e.Kind == AuditKinds.DeploymentsChecked)
            .Select(static e => (e.Facts["unattested"], e.Facts["shadows"]))
            .ShouldBe([("0", "0"), ("1", "1")]);
    }

    [Fact]
    public async Task AnUnattestedStandby_IsToldAgain_WhenCallsReachIt()
    {
        _world.Policy(static t => t with { Enforce = EnforceMode.Observe });
        _world.Deployments = [_world.Deployments[0], WatchHarness.At("previous", WatchHarness.Other) with { Traffic = 0 }];
        await _world.CheckAsync();
        await _world.CheckAsync();
        _world.Alerts.Raised.Count.ShouldBe(1);
        await _world.Routes.ChangeAsync(_world.Model.Id, route => route.To(_world.Model, "previous"), CancellationToken.None);
        await _world.CheckAsync();
        _world.Alerts.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ARouteThatIsClosed_LetsNothingServe()
    {
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.Routes.ChangeAsync(_world.Model.Id, static route => route with { IsPaused = true }, CancellationToken.None);
        (await _world.CheckAsync()).Open.ShouldHaveSingleItem().Drift.Action.ShouldBe(DriftAction.Alert);
        _world.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task ASweepThatFailed_IsNoEvidence()
    {
        _world.PlatformFault = static () => new DeploymentPlatformException("down", isFinal: false);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await _world.Sweep().RunAsync(CancellationToken.None));
        _world.Audit.Entries.ShouldBeEmpty();
    }
}
