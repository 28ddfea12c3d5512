using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Benchmarks.Outcomes;

/// <summary>A way to decide when a canary is worse. <see cref="History"/>: answers of the baseline known before it begins.</summary>
internal sealed record CanaryRule(string Name, int History, Func<Canary, OutcomeCount, bool> Decides)
{
    public const double Alpha = 0.01;

    /// <summary>One-sided, as alpha.</summary>
    private const double Z = 2.3263478740408408;

    public static IReadOnlyList<CanaryRule> All { get; } =
    [
        new("e-process, one metric", 0, (canary, history) => LogE(canary, history) >= Math.Log(1 / Alpha)),
        new("e-process, one metric, 5,000 earlier calls", 5000, (canary, history) => LogE(canary, history) >= Math.Log(1 / Alpha)),
        new("e-BH, 8 metrics of which one can rise, 5,000 earlier calls", 5000, AmongEight),
        new(
            "twice the baseline's rate, from call 100", 0,
            (canary, _) => canary.Calls >= 100 && canary.CandidateHarms >= 2 * Math.Max(1, canary.BaselineHarms)),
        new("z-test, peeking from call 100", 0, (canary, _) => canary.Calls >= 100 && ZOf(canary) >= Z),
        new("z-test, once at call 5,000", 0, (canary, _) => canary.Calls == 5000 && ZOf(canary) >= Z),
    ];

    private static double LogE(Canary canary, OutcomeCount history) =>
        RateTest.LogE(new OutcomeCount(canary.Calls, canary.CandidateHarms), new OutcomeCount(canary.Calls, canary.BaselineHarms), history);

    /// <summary>The others are taken at no evidence either way, which is more than healthy metrics come to in the long run.</summary>
    private static bool AmongEight(Canary canary, OutcomeCount history) =>
        EValues.Reject([LogE(canary, history), 0, 0, 0, 0, 0, 0, 0], Alpha).Count > 0;

    private static double ZOf(Canary canary)
    {
        var n = (double)canary.Calls;
        var pooled = (canary.CandidateHarms + canary.BaselineHarms) / (2 * n);
        var deviation = Math.Sqrt(2 * pooled * (1 - pooled) / n);
        return deviation == 0 ? 0 : (canary.CandidateHarms - canary.BaselineHarms) / n / deviation;
    }
}
