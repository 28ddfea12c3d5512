using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Tests.Review;

public sealed class CaseEngineTests
{
    private const string Review = "four_eyes: false, sla: 30m, engine: risk-engine";

    [Theory]
    [InlineData(EngineDecision.Approve, CaseState.Approved)]
    [InlineData(EngineDecision.Deny, CaseState.Denied)]
    [InlineData(EngineDecision.Pass, CaseState.Open)]
    public async Task DecidesBeforePeople_OrPassesOn(EngineDecision answer, CaseState state)
    {
        var engine = new ScriptedEngine(() => answer);
        var world = new ReviewHarness(Review) { Engine = engine };
        var (id, host) = (await world.OpenAsync(), world.Host());
        await host.Sweep.RunAsync(TestContext.Current.CancellationToken);
        await host.Sweep.RunAsync(TestContext.Current.CancellationToken);

        var value = (await host.Desk.FindAsync(id, TestContext.Current.CancellationToken))!.Case;
        value.State.ShouldBe(state);
        value.Journal[^1].Actor.ShouldBe("engine:risk-engine");
        var asked = engine.Asked.ShouldHaveSingleItem();
        asked.Content!.Context[0].Text.ShouldBe("Is my claim covered?");
        world.Audit.Entries.ShouldContain(static entry => entry.Kind == "content.read" && entry.Actor == "engine:risk-engine");
    }

    [Fact]
    public async Task UnderFourEyes_APersonMustAgree()
    {
        var world = new ReviewHarness(
            "four_eyes: true, sla: 30m, engine: risk-engine")
        { Engine = new ScriptedEngine(static () => EngineDecision.Approve) };
        var (id, host) = (await world.OpenAsync(), world.Host());
        await host.Sweep.RunAsync(TestContext.Current.CancellationToken);

        (await host.Desk.FindAsync(id, TestContext.Current.CancellationToken))!.Case.State.ShouldBe(CaseState.Open);
        var approved = (await host.Desk.ApproveAsync(
            id, ReviewHarness.Ann, null, null, TestContext.Current.CancellationToken)).ShouldBeOfType<CaseResult.Done>().Value.Case;
        approved.Approval!.Actors.ShouldBe(["engine:risk-engine", ReviewHarness.Ann]);
    }

    [Fact]
    public async Task AnEngineThatFails_LeavesTheCaseToPeople_AndIsNotAskedAgain()
    {
        var engine = new ScriptedEngine(static () => throw new HttpRequestException("down"));
        var world = new ReviewHarness(Review) { Engine = engine };
        var (id, host) = (await world.OpenAsync(), world.Host());
        await host.Sweep.RunAsync(TestContext.Current.CancellationToken);
        await host.Sweep.RunAsync(TestContext.Current.CancellationToken);

        engine.Asked.Count.ShouldBe(1);
        var value = (await host.Desk.FindAsync(id, TestContext.Current.CancellationToken))!.Case;
        (value.State, value.Journal[^1].Kind, value.Journal[^1].Reason).ShouldBe((CaseState.Open, CaseEventKind.PassedOn, "engine-failed"));
        (await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, TestContext.Current.CancellationToken))
            .ShouldBeOfType<CaseResult.Done>();
    }

    [Fact]
    public async Task WhereNoEngineIsThere_PeopleDecide()
    {
        var world = new ReviewHarness(Review);
        var (id, host) = (await world.OpenAsync(), world.Host());
        await host.Sweep.RunAsync(TestContext.Current.CancellationToken);

        (await host.Desk.FindAsync(id, TestContext.Current.CancellationToken))!.Case.Journal[^1].Reason.ShouldBe("engine-gone");
    }

    [Fact]
    public async Task AnApplication_IsToldOfADecision_UntilItTookIt()
    {
        var callbacks = new ScriptedCallbacks { FailsFirst = 2 };
        var world = new ReviewHarness();
        world.Callbacks.Add(callbacks);
        var (id, host) = (await world.OpenAsync(), world.Host());
        await host.Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, TestContext.Current.CancellationToken);
        ReviewHarness.TextOf(await host.Releases.TakeAsync(
            id, ReviewHarness.Caller, ReviewHarness.Application, TestContext.Current.CancellationToken)).ShouldBe(ReviewHarness.Approved);
        for (var i = 0; i < 5; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.Sweep.RunAsync(TestContext.Current.CancellationToken);
        }

        callbacks.Tried.ShouldBe(3);
        var (callback, notice) = callbacks.Taken.ShouldHaveSingleItem();
        callback.Url.ShouldBe(new Uri("https://claims.example/told"));
        (notice.Case, notice.State).ShouldBe((id, CaseState.Approved));
        (await host.Desk.FindAsync(id, TestContext.Current.CancellationToken))!.Case.State.ShouldBe(CaseState.Released);
    }

    private sealed class ScriptedEngine(Func<EngineDecision> answer) : IPolicyEngine
    {
        public List<EngineInput> Asked { get; } = [];

        public ValueTask<EngineDecision> AskAsync(EngineInput question, CancellationToken cancellationToken)
        {
            Asked.Add(question);
            return ValueTask.FromResult(answer());
        }
    }

    private sealed class ScriptedCallbacks : ICaseCallbackSender
    {
        public int FailsFirst { get; init; }

        public int Tried { get; private set; }

        public List<(CallbackPolicy Callback, CaseNotification Notice)> Taken { get; } = [];

        public ValueTask SendAsync(CallbackPolicy callback, CaseNotification notice, CancellationToken cancellationToken)
        {
            if (++Tried <= FailsFirst)
            {
                throw new HttpRequestException("not now");
            }

            Taken.Add((callback, notice));
            return ValueTask.CompletedTask;
        }
    }
}
