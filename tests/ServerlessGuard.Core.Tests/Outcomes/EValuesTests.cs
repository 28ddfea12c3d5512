using CsCheck;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Core.Tests.Outcomes;

public sealed class EValuesTests
{
    [Fact]
    public void Rejects_WhatIsLargeForItsRank()
    {
        var logE = (double[])[Math.Log(50), 0, Math.Log(50.1), Math.Log(99), -3];
        EValues.Reject(logE, 0.05).ShouldBe([0, 2, 3]);
        EValues.Reject(logE, 0.01).ShouldBeEmpty();
        EValues.Reject([Math.Log(100)], 0.01).ShouldBe([0]);
        EValues.Reject([], 0.01).ShouldBeEmpty();
    }

    /// <summary>The mean e-value of whoever rejects is at least 1/alpha: with Ville's inequality that is the bound at any time.</summary>
    [Fact]
    public void Rejects_OnlyWithAMeanOfOneOverAlpha() =>
        Gen.Select(Gen.Double[-5, 12].Array[1, 12], Gen.Double[0.001, 0.5]).Sample(static (logE, alpha) =>
        {
            var rejected = EValues.Reject(logE, alpha);
            return rejected.Count == 0 || logE.Average(Math.Exp) >= (1 / alpha) * (1 - 1e-9);
        });

    [Fact]
    public void Rejects_TheLargest_AndNoFewerWithMoreEvidence() =>
        Gen.Select(Gen.Double[-5, 12].Array[1, 12], Gen.Double[0.001, 0.5], Gen.Double[0, 3]).Sample(static (logE, alpha, more) =>
        {
            var rejected = EValues.Reject(logE, alpha);
            var kept = Enumerable.Range(0, logE.Length).Except(rejected).ToList();
            var sorted = rejected.Count == 0 || kept.Count == 0 || rejected.Min(i => logE[i]) >= kept.Max(i => logE[i]);
            return sorted && !rejected.Except(EValues.Reject([.. logE.Select(e => e + more)], alpha)).Any();
        });
}
