using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Tests.Review;

public sealed class CaseReleaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly ReviewHarness _world = new();

    [Fact]
    public async Task ReleasesExactlyWhatWasApproved_ToItsCallerAlone()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);

        (await host.Releases.TakeAsync(id, "key:other", ReviewHarness.Application, Stop)).ShouldBeOfType<ReleaseResult.Unknown>();
        (await host.Releases.TakeAsync(id, ReviewHarness.Caller, "other", Stop)).ShouldBeOfType<ReleaseResult.Unknown>();
        ReviewHarness.TextOf(await TakeAsync(host, id)).ShouldBe(ReviewHarness.Approved);
    }

    [Fact]
    public async Task IsSingleUse_AndSurvivesALostConnection()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);
        var first = (await TakeAsync(host, id)).ShouldBeOfType<ReleaseResult.Released>();

        var again = (await TakeAsync(_world.Host(), id)).ShouldBeOfType<ReleaseResult.Released>();
        again.Body.ToArray().ShouldBe(first.Body.ToArray());
        _world.Clock.Advance(_world.Times.RefetchWindow);
        (await TakeAsync(host, id)).ShouldBeOfType<ReleaseResult.Never>().Code.ShouldBe("released_already");
        _world.Audit.Entries.Count(static entry => entry.Kind == AuditKinds.CaseReleased).ShouldBe(1);
    }

    [Fact]
    public async Task NobodyDecides_ItIsDenied_AndSaidSoBefore()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        foreach (var _ in Enumerable.Range(0, 40))
        {
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.Sweep.RunAsync(Stop);
        }

        (await TakeAsync(host, id)).ShouldBeOfType<ReleaseResult.Never>().Code.ShouldBe("expired");
        var value = (await host.Desk.FindAsync(id, Stop))!.Case;
        value.Journal.Select(static step => step.Kind)
            .ShouldBe([CaseEventKind.Opened, CaseEventKind.Reminded, CaseEventKind.Escalated, CaseEventKind.Expired]);
        (value.Journal[^1].Time - value.Opened).ShouldBe(TimeSpan.FromMinutes(30));
        _world.Alerts.Raised.Select(static alert => alert.Code).ShouldBe(["case.due", "case.escalated"]);
        (await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop))
            .ShouldBeOfType<CaseResult.Refused>().Code
            .ShouldBe("already_decided");
    }

    [Fact]
    public async Task NobodyDecides_WhereThePolicyAllows_ItIsReleased()
    {
        var world = new ReviewHarness("four_eyes: false, sla: 30m, on_timeout: allow");
        var (id, host) = (await world.OpenAsync(), world.Host());
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        await host.Sweep.RunAsync(Stop);

        ReviewHarness.TextOf(await TakeAsync(host, id)).ShouldBe(ReviewHarness.Approved);
        (await host.Desk.FindAsync(id, Stop))!.Case.Approval!.Actors.ShouldBe(["guard"]);
    }

    [Fact]
    public async Task AnApproval_Expires()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);
        _world.Clock.Advance(_world.Times.Approval);

        (await TakeAsync(host, id)).ShouldBeOfType<ReleaseResult.Never>().Code.ShouldBe("expired");
        await host.Sweep.RunAsync(Stop);
        (await host.Desk.FindAsync(id, Stop))!.Case.State.ShouldBe(CaseState.Expired);
    }

    [Fact]
    public async Task AfterAPolicyChange_ItIsReleased_WhenTheVerdictIsNotStricter()
    {
        var (id, host) = (await _world.OpenAsync(_world.Held(text: "Ask jane.roe@example.com.")), _world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);
        _world.Current = ReviewHarness.Policy("four_eyes: false, sla: 45m");

        ReviewHarness.TextOf(await TakeAsync(host, id)).ShouldBe("Ask jane.roe@example.com.");
    }

    [Fact]
    public async Task AfterAPolicyChange_AStricterVerdictNeedsAReviewerAgain()
    {
        var (id, host) = (await _world.OpenAsync(_world.Held(text: "Ask jane.roe@example.com.")), _world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);
        _world.Current = ReviewHarness.Policy(output: "personal: block, secrets: block, markup: neutralise, leakage: block");

        (await TakeAsync(host, id)).ShouldBeOfType<ReleaseResult.Pending>();
        var value = (await host.Desk.FindAsync(id, Stop))!.Case;
        value.State.ShouldBe(CaseState.Open);
        value.Approval.ShouldBeNull();
        value.Journal[^1].Reason.ShouldBe("policy-stricter");
    }

    [Fact]
    public async Task AfterAPolicyChange_AnApplicationThatIsGoneGetsNothing()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);
        _world.Current = _world.Current with
        {
            RevisionId = "other",
            Applications = System.Collections.Frozen.FrozenDictionary<string, Core.Policies.ApplicationPolicy>.Empty,
        };

        (await TakeAsync(host, id)).ShouldBeOfType<ReleaseResult.Pending>();
    }

    [Fact]
    public async Task AWaitingCaller_GetsTheAnswer_WhenItIsApproved()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        var waiting = host.Releases.WaitAsync(id, ReviewHarness.Caller, ReviewHarness.Application, TimeSpan.FromSeconds(100), Stop)
            .AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);
        ReviewHarness.TextOf(await waiting).ShouldBe(ReviewHarness.Approved);
    }

    [Fact]
    public async Task AWaitingCaller_IsToldToComeAgain_WhenTheWaitIsOver()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        var waiting = host.Releases.WaitAsync(id, ReviewHarness.Caller, ReviewHarness.Application, TimeSpan.FromSeconds(3), Stop).AsTask();
        while (!waiting.IsCompleted)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await waiting).ShouldBeOfType<ReleaseResult.Pending>();
    }

    [Fact]
    public async Task ADecisionThatIsNotAboutContent_IsToldAtLeastOnce_UntilItIsHeard()
    {
        var listener = new RecordingListener(CaseKind.Leak) { FailsFirst = 2 };
        var host = _world.Host(0, false, listener);
        await host.Cases.OpenAsync(new NewCase { Id = "leak:a", Kind = CaseKind.Leak, Subject = "claims-key" }, Stop);
        await host.Cases.OpenAsync(new NewCase { Id = "rollback:a", Kind = CaseKind.Rollback, Subject = "m" }, Stop);
        await host.Desk.ApproveAsync("leak:a", ReviewHarness.Ann, null, "it is ours", Stop);
        await host.Desk.ApproveAsync("rollback:a", ReviewHarness.Ann, null, null, Stop);

        listener.Heard.ShouldBeEmpty();
        for (var i = 0; i < 4; i++)
        {
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.Sweep.RunAsync(Stop);
        }

        var decision = listener.Heard.ShouldHaveSingleItem();
        (decision.CaseId, decision.Subject, decision.IsApproved, decision.Actor)
            .ShouldBe(("leak:a", "claims-key", true, ReviewHarness.Ann));
        (await _world.Documents.ListAsync("cases", null, 10, Stop)).ShouldBeEmpty();
    }

    private static ValueTask<ReleaseResult> TakeAsync(ReviewHost host, string id) =>
        host.Releases.TakeAsync(id, ReviewHarness.Caller, ReviewHarness.Application, Stop);
}
