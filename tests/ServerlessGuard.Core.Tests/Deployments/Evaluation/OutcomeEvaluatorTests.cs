using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Evaluation;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Deployments;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Testing.Telemetry;

namespace ServerlessGuard.Core.Tests.Deployments.Evaluation;

public sealed class OutcomeEvaluatorTests : IPolicySource
{
    private static readonly ServedDeployment Old = new("claims", "blue", null);
    private static readonly ServedDeployment New = new("claims", "meta/green:2", "rev-2");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryDocumentStore _documents;
    private readonly InMemoryAuditLog _audit = new();
    private readonly RecordingAlerts _alerts = new();
    private readonly RecordingRollbacks _rollbacks = new();
    private readonly SeededEntropy _entropy = new(5);

    public OutcomeEvaluatorTests() => _documents = new InMemoryDocumentStore(_clock);

    public GuardPolicy Current { get; } = TestPolicies.With() with
    {
        Models = new[] { new ModelPolicy { Id = "claims", Platform = "openai", Deployment = "blue" } }.ToFrozenDictionary(static m => m.Id),
        Tiers = new[]
        {
            new TierPolicy { Id = "lax", Rollback = new RollbackPolicy { Alpha = 0.1 } },
            new TierPolicy { Id = "strict", Rollback = new RollbackPolicy { Alpha = 0.001 } },
        }.ToFrozenDictionary(static t => t.Id),
        Applications = ((string[])["lax", "strict"])
            .Select(static tier => new ApplicationPolicy { Id = tier, Tier = tier, Models = ["claims"], Callers = [] })
            .ToFrozenDictionary(static a => a.Id),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddsUpWhatInstancesCounted_AndAsksForOneRollback()
    {
        var (one, two) = (Recorder(), Recorder());
        await CountAsync(one, Old, 1000, 10);
        await Judge().RunAsync(Cancel);
        await CountAsync(one, New, 150, 25);
        await CountAsync(two, New, 150, 30);
        await CountAsync(two, Old, 500, 5);

        await Judge().RunAsync(Cancel);
        await Judge().RunAsync(Cancel);

        var asked = _rollbacks.Asked.ShouldHaveSingleItem();
        (asked.Model, asked.Deployment, asked.RevisionDigest, asked.Cause)
            .ShouldBe(("claims", "meta/green:2", "rev-2", RollbackCause.Worse));
        _audit.Entries.Select(static e => (e.Kind, e.Facts["state"]))
            .ShouldBe([(AuditKinds.OutcomesEvaluated, "watched"), (AuditKinds.OutcomesEvaluated, "worse")]);
        var entry = _audit.Entries[^1];
        entry.Facts["worse_on"].ShouldBe("blocked");
        entry.Facts["blocked"].ShouldStartWith("55/300 beside 5/500");
        _alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe("outcomes.worse");

        // The log workspace's alert comes to the same finding.
        var workspace = new LogWorkspace(_clock.GetUtcNow() + TimeSpan.FromSeconds(1)).Tell(_audit.Entries);
        workspace.Fires("drift").ShouldHaveSingleItem()["Metric"].ShouldBe("blocked");
        LogWorkspace.ColumnsOf(LogTableNames.Drift)
            .ShouldAllBe(column => workspace.Rows(LogTableNames.Drift).All(row => row[column] != null));
        new LogWorkspace(_clock.GetUtcNow() + TimeSpan.FromSeconds(1)).Tell(_audit.Entries.Take(1)).Fires("drift").ShouldBeEmpty();
    }

    [Fact]
    public async Task WritesOnlyWhatChanged_AndLosesNothing_WhenTheStoreFails()
    {
        var calls = 0;
        for (var fail = 1; fail <= 6; fail++)
        {
            var recorder = Recorder(new FaultingDocumentStore(_documents, FaultPlan.At(fail, lostAnswer: fail % 2 == 0)));
            calls += 10;
            recorder.Record(Old, OutcomeMetric.Blocked, new OutcomeCount(10, 1));
            try
            {
                await recorder.FlushAsync(Cancel);
            }
            catch (StoreUnavailableException)
            {
                await recorder.FlushAsync(Cancel);
            }

            await recorder.FlushAsync(Cancel);
            var totals = await Store(_documents).ReadAsync(Cancel);
            totals["claims"][Old.Key()].Counts[OutcomeMetric.Blocked].ShouldBe(new OutcomeCount(calls, calls / 10));
        }
    }

    [Fact]
    public async Task AsksAgain_WhenItCouldNotAskOrRemember()
    {
        var recorder = Recorder();
        await CountAsync(recorder, Old, 1000, 10);
        await Judge().RunAsync(Cancel);
        await CountAsync(recorder, New, 300, 60);
        for (var fail = 1; fail <= 4; fail++)
        {
            try
            {
                await Judge(new FaultingDocumentStore(_documents, FaultPlan.At(fail))).RunAsync(Cancel);
            }
            catch (StoreUnavailableException)
            {
                // The next turn does what this one could not.
            }
        }

        await Judge().RunAsync(Cancel);

        _rollbacks.Asked.Select(static a => a.Id).Distinct().ShouldHaveSingleItem();
        (await Store(_documents).ReadModelAsync("claims", Cancel)).Comparisons.ShouldHaveSingleItem().State.ShouldBe(ComparisonState.Worse);
    }

    [Fact]
    public void TakesTheStrictestAlpha_OfThoseWhoMayCall()
    {
        OutcomeEvaluator.AlphaOf(Current, "claims").ShouldBe(0.001);
        OutcomeEvaluator.AlphaOf(Current, "nobodys").ShouldBe(0.01);
    }

    [Fact]
    public async Task CountsAReviewersDenialOnce_AndNoTimeout()
    {
        var recorder = Recorder();
        recorder.Held(Old, "case-1");
        recorder.Held(Old, "case-2");
        recorder.Held(Old, "case-3");
        await recorder.FlushAsync(Cancel);
        var listener = new DeniedOutputCounter(Store(_documents), recorder);
        await listener.DecidedAsync(Decision("case-1", approved: false, "user:ann"), Cancel);
        await listener.DecidedAsync(Decision("case-1", approved: false, "user:ann"), Cancel);
        await listener.DecidedAsync(Decision("case-2", approved: true, "user:ann"), Cancel);
        await listener.DecidedAsync(Decision("case-3", approved: false, "guard"), Cancel);
        await recorder.FlushAsync(Cancel);

        (await Store(_documents).ReadAsync(Cancel))["claims"][Old.Key()].Counts[OutcomeMetric.Denied].ShouldBe(new OutcomeCount(2, 1));
    }

    [Fact]
    public async Task CountsProbes_ForTheRevisionThatStandsThere()
    {
        var recorder = Recorder();
        var routes = new ModelRoutes(_documents, _entropy, _clock);
        await routes.ChangeAsync(
            "claims", static route => route with { Revisions = new Dictionary<string, string> { ["meta/green:2"] = "rev-2" } }, Cancel);
        var probes = Suites.Runner(
            Suites.Load("""
                version: 1
                probes:
                  - { id: says-yes, quick: true, prompt: "ask", must_contain: ["yes"] }
                  - { id: says-yes-again, quick: true, prompt: "ask", must_contain: ["yes"] }
                  - { id: says-no, quick: true, prompt: "ask", must_contain: ["no"] }
                """),
            StubModelClient.Saying(static _ => "yes"));
        await new ProbeOutcomeCounter(probes, routes, recorder)
            .RunAsync(Current.Models["claims"], "meta/green:2", quick: true, Cancel);
        await recorder.FlushAsync(Cancel);

        (await Store(_documents).ReadAsync(Cancel))["claims"][New.Key()].Counts[OutcomeMetric.ProbeFailed].ShouldBe(new OutcomeCount(3, 1));
    }

    [Fact]
    public async Task CountsFromManyThreads()
    {
        var recorder = Recorder();
        await Parallel.ForAsync(0, 5000, Cancel, (i, _) =>
        {
            recorder.Record(i % 2 == 0 ? Old : New, OutcomeMetric.Slow, new OutcomeCount(1, i % 10 == 0 ? 1 : 0));
            return ValueTask.CompletedTask;
        });
        await recorder.FlushAsync(Cancel);

        var totals = (await Store(_documents).ReadAsync(Cancel))["claims"];
        totals.Values.Sum(static t => t.Counts[OutcomeMetric.Slow].Trials).ShouldBe(5000);
        totals.Values.Sum(static t => t.Counts[OutcomeMetric.Slow].Harms).ShouldBe(500);
    }

    private static CaseDecision Decision(string id, bool approved, string actor) =>
        new(id, CaseKind.Output, "claims", approved, actor, DateTimeOffset.UnixEpoch);

    private static async Task CountAsync(OutcomeRecorder recorder, ServedDeployment served, int trials, int harms)
    {
        recorder.Record(served, OutcomeMetric.Blocked, new OutcomeCount(trials, harms));
        recorder.Record(served, OutcomeMetric.Held, new OutcomeCount(trials, 0));
        await recorder.FlushAsync(Cancel);
    }

    private OutcomeStore Store(IDocumentStore documents) => new(documents, _clock, new OutcomeOptions());

    private OutcomeRecorder Recorder(IDocumentStore? documents = null) =>
        new(Store(documents ?? _documents), new OutcomeOptions(), _entropy);

    private OutcomeEvaluator Judge(IDocumentStore? documents = null) =>
        new(
            Store(documents ?? _documents), _audit, _alerts, this, _clock, new OutcomeOptions(), NullLogger<OutcomeEvaluator>.Instance,
            _rollbacks);
}
