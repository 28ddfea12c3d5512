using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Tests.Review;

public sealed class CaseWorkflowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly ReviewHarness _world = new();

    [Fact]
    public async Task Claim_KeepsOthersAway_UntilTheLeaseEnds()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        Done(await host.Desk.ClaimAsync(id, ReviewHarness.Ann, null, Stop)).Reviewer.ShouldBe(ReviewHarness.Ann);

        Code(await host.Desk.ClaimAsync(id, ReviewHarness.Bob, null, Stop)).ShouldBe("claimed");
        Code(await host.Desk.ApproveAsync(id, ReviewHarness.Bob, null, null, Stop)).ShouldBe("claimed");
        _world.Clock.Advance(_world.Times.Lease);
        await host.Sweep.RunAsync(Stop);

        (await host.Desk.FindAsync(id, Stop))!.Case.State.ShouldBe(CaseState.Open);
        Done(await host.Desk.ClaimAsync(id, ReviewHarness.Bob, null, Stop)).Reviewer.ShouldBe(ReviewHarness.Bob);
    }

    [Fact]
    public async Task Refuses_AnActOnAnOlderVersion()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        var before = (await host.Desk.FindAsync(id, Stop))!.Version;
        await host.Desk.ClaimAsync(id, ReviewHarness.Ann, before, Stop);

        (await host.Desk.DenyAsync(id, ReviewHarness.Ann, before, "no", Stop)).ShouldBeOfType<CaseResult.Changed>();
    }

    [Fact]
    public async Task TheGuardsOwnBookKeeping_LeavesAReviewersVersionAsItIs()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        await host.Desk.ClaimAsync(id, ReviewHarness.Ann, null, Stop);
        var seen = (await host.Desk.FindAsync(id, Stop))!.Version;
        _world.Clock.Advance(TimeSpan.FromMinutes(6));
        await host.Sweep.RunAsync(Stop);
        await host.Desk.ClaimAsync(id, ReviewHarness.Ann, seen, Stop);
        seen = (await host.Desk.FindAsync(id, Stop))!.Version;
        _world.Clock.Advance(_world.Times.Lease - TimeSpan.FromSeconds(1));
        await host.Sweep.RunAsync(Stop);

        Done(await host.Desk.ApproveAsync(id, ReviewHarness.Ann, seen, null, Stop)).Journal
            .Select(static step => step.Kind)
            .ShouldContain(CaseEventKind.Reminded);
    }

    [Fact]
    public async Task NobodyReviewsTheirOwnInteraction()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());

        Code(await host.Desk.ApproveAsync(id, ReviewHarness.Caller, null, null, Stop)).ShouldBe("own_interaction");
        Code(await host.Desk.ClaimAsync(id, ReviewHarness.Caller, null, Stop)).ShouldBe("own_interaction");
    }

    [Fact]
    public async Task FourEyes_WantsTwoDifferentPeople()
    {
        var world = new ReviewHarness("four_eyes: true, sla: 30m");
        var (id, host) = (await world.OpenAsync(), world.Host());

        Done(await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, "fine", Stop)).State.ShouldBe(CaseState.Open);
        Code(await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, "fine again", Stop)).ShouldBe("second_person");
        Code(await host.Desk.ClaimAsync(id, ReviewHarness.Ann, null, Stop)).ShouldBe("second_person");
        (await host.Releases.TakeAsync(id, ReviewHarness.Caller, ReviewHarness.Application, Stop)).ShouldBeOfType<ReleaseResult.Pending>();

        var approved = Done(await host.Desk.ApproveAsync(id, ReviewHarness.Bob, null, null, Stop));
        approved.State.ShouldBe(CaseState.Approved);
        approved.Approval!.Actors.ShouldBe([ReviewHarness.Ann, ReviewHarness.Bob]);
    }

    [Fact]
    public async Task FourEyes_AnEditVoidsTheFirstApproval()
    {
        var world = new ReviewHarness("four_eyes: true, sla: 30m");
        var (id, host) = (await world.OpenAsync(), world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop);

        Done(await host.Desk.EditAsync(id, ReviewHarness.Bob, null, [new CaseEdit("text0", "Changed.")], null, Stop)).State
            .ShouldBe(CaseState.Open);
        var edited = Done(await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Stop));

        edited.State.ShouldBe(CaseState.Edited);
        edited.Approval!.Actors.ShouldBe([ReviewHarness.Bob, ReviewHarness.Ann]);
        ReviewHarness.TextOf(await host.Releases.TakeAsync(id, ReviewHarness.Caller, ReviewHarness.Application, Stop)).ShouldBe("Changed.");
    }

    [Fact]
    public async Task AnEdit_IsInspectedAgain()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());

        var refused = (await host.Desk.EditAsync(id, ReviewHarness.Ann, null, [new CaseEdit(
            "text0", "Write to jane.roe@example.com.")], null, Stop)).ShouldBeOfType<CaseResult.Refused>();
        refused.Code.ShouldBe("edit_refused");
        refused.Reasons.ShouldNotBeEmpty();
        Code(await host.Desk.EditAsync(id, ReviewHarness.Ann, null, [new CaseEdit("text9", "x")], null, Stop)).ShouldBe("unknown_path");

        Done(await host.Desk.EditAsync(id, ReviewHarness.Ann, null, [new CaseEdit("text0", "Write to us.")], null, Stop)).State
            .ShouldBe(CaseState.Edited);
        ReviewHarness.TextOf(await host.Releases.TakeAsync(id, ReviewHarness.Caller, ReviewHarness.Application, Stop))
            .ShouldBe("Write to us.");
    }

    [Fact]
    public async Task AView_IsAnEntry_BeforeTheContentIsThere()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        var value = (await host.Desk.FindAsync(id, Stop))!.Case;

        (await host.Desk.ReadAsync(value, ReviewHarness.Ann, Stop))!.Answer!["choices"]![0]!["message"]!["content"]!
            .GetValue<string>()
            .ShouldBe(ReviewHarness.Approved);
        var entry = _world.Audit.Entries.Single(static entry => entry.Kind == AuditKinds.ContentRead);
        entry.Actor.ShouldBe(ReviewHarness.Ann);
        entry.Facts["case"].ShouldBe(id);

        var dead = _world.Host(failAt: 1);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await dead.Desk.ReadAsync(value, ReviewHarness.Ann, Stop));
    }

    [Fact]
    public async Task Content_IsSealed_AndGoneAfterItsRetention()
    {
        var id = await _world.OpenAsync(_world.Held(text: "Zanzibar"));
        foreach (var partition in (string[])["cases", CaseContentStore.Partition])
        {
            foreach (var document in await _world.Documents.ListAsync(partition, null, 100, Stop))
            {
                System.Text.Encoding.Latin1.GetString(document.Body.Span).ShouldNotContain("Zanzibar");
            }
        }

        var value = (await _world.Host().Desk.FindAsync(id, Stop))!.Case;
        _world.Clock.Advance(TimeSpan.FromDays(30));
        (await _world.Host().Desk.ReadAsync(value, ReviewHarness.Ann, Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Opening_AgainChangesNothing()
    {
        var opened = new NewCase { Id = "leak:claims-key:1", Kind = CaseKind.Leak, Subject = "claims-key" };
        var host = _world.Host();

        (await host.Cases.OpenAsync(opened, Stop)).ShouldBeTrue();
        (await host.Cases.OpenAsync(opened, Stop)).ShouldBeFalse();
        await host.Desk.DenyAsync(opened.Id, ReviewHarness.Ann, null, null, Stop);
        (await host.Cases.OpenAsync(opened, Stop)).ShouldBeFalse();

        _world.Audit.Entries.Count(static entry => entry.Kind == AuditKinds.CaseOpened).ShouldBe(1);
        (await host.Desk.FindAsync(opened.Id, Stop))!.Case.State.ShouldBe(CaseState.Denied);
    }

    [Fact]
    public async Task AReason_IsKeptWithoutWhatItQuotes_AndNotInTheLog()
    {
        var (id, host) = (await _world.OpenAsync(), _world.Host());
        await host.Desk.DenyAsync(id, ReviewHarness.Ann, null, "It names jane.roe@example.com, of Zanzibar", Stop);

        var step = (await host.Desk.FindAsync(id, Stop))!.Case.Journal[^1];
        step.Reason!.ShouldContain("Zanzibar");
        step.Reason!.ShouldNotContain("jane.roe");
        _world.Audit.Entries.ShouldAllBe(static entry => entry.Facts.Values.All(static fact => !fact.Contains("Zanzibar")));
    }

    [Fact]
    public async Task TwoHundredDeciders_DecideAHundredCases_OnceEach()
    {
        var ids = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            ids.Add(await _world.OpenAsync());
        }

        var hosts = Enumerable.Range(0, 4).Select(_ => _world.Host()).ToArray();
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(decider => Task.Run(async () =>
        {
            var (desk, actor, done) = (hosts[decider % hosts.Length].Desk, $"user:{decider}", 0);
            foreach (var id in ids.Skip(decider / 2).Concat(ids.Take(decider / 2)))
            {
                done += await (decider % 2 == 0
                    ? desk.ApproveAsync(id, actor, null, null, Stop)
                    : desk.DenyAsync(id, actor, null, null, Stop)) is CaseResult.Done ? 1 : 0;
            }

            return done;
        })));

        results.Sum().ShouldBe(100);
        foreach (var id in ids)
        {
            (await hosts[0].Desk.FindAsync(id, Stop))!.Case.Journal
                .Count(static step => step.Kind is CaseEventKind.Approved or CaseEventKind.Denied)
                .ShouldBe(1);
        }

        _world.Audit.Entries.Count(static entry => entry.Kind == AuditKinds.CaseDecided).ShouldBe(100);
    }

    private static CaseRecord Done(CaseResult result) => result.ShouldBeOfType<CaseResult.Done>().Value.Case;

    private static string Code(CaseResult result) => result.ShouldBeOfType<CaseResult.Refused>().Code;
}
