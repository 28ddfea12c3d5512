using CsCheck;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Core.Tests.Outcomes;

public sealed class OutcomeRulesTests
{
    private const double Alpha = 0.01;
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OutcomeOptions Options = new();
    private static readonly ServedDeployment Old = new("claims", "claims-ft", "rev-1");
    private static readonly ServedDeployment New = new("claims", "claims-ft", "rev-2");

    [Fact]
    public void TakesTheFirstRevision_AsBaseline_AndJudgesNothing()
    {
        var state = Next(Fresh(), (Old, 1000, 100));

        state.Baseline.ShouldBe(Old.Key());
        state.Comparisons.ShouldBeEmpty();
    }

    [Fact]
    public void FindsACandidateBesideItsBaselineWorse()
    {
        var state = Next(Next(Fresh(), (Old, 1000, 10)), (Old, 1000, 10), (New, 1, 0));
        state = Next(state, (Old, 1500, 15), (New, 300, 60));

        var comparison = state.Comparisons.ShouldHaveSingleItem();
        comparison.State.ShouldBe(ComparisonState.Worse);
        comparison.WorseOn.ShouldBe([OutcomeMetric.Blocked]);
        comparison.From.Calls().ShouldBe(1000, "what the baseline answers meanwhile is the evidence");
        state.Baseline.ShouldBe(Old.Key());
        Next(state, (Old, 1500, 15), (New, 300, 60)).ShouldBeSameAs(state);
    }

    [Fact]
    public void ComparesWithTheLastAnswers_WhenTheBaselineNoLongerAnswers()
    {
        var state = Fresh();
        for (var calls = 500; calls <= 6000; calls += 500)
        {
            state = Next(state, (Old, calls, calls / 100));
        }

        state = Next(state, (Old, 6000, 60), (New, 19, 19));
        state.Comparisons.ShouldHaveSingleItem().IsSettled.ShouldBeFalse("too few answers");
        state = Next(state, (Old, 6000, 60), (New, 60, 12));

        var comparison = state.Comparisons.ShouldHaveSingleItem();
        comparison.State.ShouldBe(ComparisonState.Worse);
        comparison.From.Calls().ShouldBeInRange(1000, 5900);
        comparison.History.Calls().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void AcceptsACandidate_ThatAnsweredOftenEnough_AndKnowsTheOldOneAgain()
    {
        var state = Next(Next(Fresh(), (Old, 6000, 60)), (Old, 6000, 60), (New, 100, 1));
        state = Next(state, (Old, 9000, 90), (New, 5000, 52));

        state.Comparisons.ShouldHaveSingleItem().State.ShouldBe(ComparisonState.Accepted);
        state.Baseline.ShouldBe(New.Key());
        Next(state, (Old, 20_000, 20_000), (New, 5000, 52)).Comparisons.Count.ShouldBe(1, "going back is no candidate's trial");
    }

    [Fact]
    public void JudgesTwoCandidatesApart()
    {
        var third = New with { Deployment = "third" };
        var state = Next(Next(Fresh(), (Old, 2000, 20)), (Old, 2000, 20), (New, 10, 0), (third, 10, 0));
        state = Next(state, (Old, 3000, 30), (New, 400, 4), (third, 400, 80));

        state.Comparisons.Single(c => c.Candidate == New).State.ShouldBe(ComparisonState.Watched);
        state.Comparisons.Single(c => c.Candidate == third).State.ShouldBe(ComparisonState.Worse);
    }

    /// <summary>However counts come in, what was found stays found, and lists stay short.</summary>
    [Fact]
    public void NeverTakesBackWhatItFound() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 400], Gen.Double[0, 0.4]).Array[1, 60].Sample(static steps =>
        {
            var served = Enumerable.Range(0, 5).Select(i => Old with { Deployment = $"d{i}" }).ToArray();
            var counts = new (long Trials, long Harms)[5];
            var state = Fresh();
            foreach (var (which, calls, rate) in steps)
            {
                counts[which] = (counts[which].Trials + calls, counts[which].Harms + (long)(calls * rate));
                var before = state;
                state = Next(state, [.. served.Select((s, i) => (s, counts[i].Trials, counts[i].Harms)).Where(static s => s.Trials > 0)]);
                foreach (var found in before.Comparisons.Where(static c => c.State != ComparisonState.Watched))
                {
                    if (!state.Comparisons.Contains(found))
                    {
                        return false;
                    }
                }

                if (state.History.Count > 3
                    || (state.Baseline is null && state.Comparisons.Count > 0)
                    || state.Comparisons.Any(c => c.Candidate.Key() == state.Baseline && c.State != ComparisonState.Accepted))
                {
                    return false;
                }
            }

            return true;
        });

    private static ModelOutcomes Fresh() => new() { Model = "claims" };

    private static ModelOutcomes Next(ModelOutcomes state, params (ServedDeployment Served, long Trials, long Harms)[] counted) =>
        OutcomeRules.Next(
            Now, state,
            counted.ToDictionary(static c => c.Served.Key(), static c => new ServedTotals(c.Served, Counts(c.Trials, c.Harms))), Alpha,
            Options);

    private static OutcomeCounts Counts(long trials, long harms) => new() { List = [new(trials, harms), new(trials, 0), new(trials, 0)] };
}
