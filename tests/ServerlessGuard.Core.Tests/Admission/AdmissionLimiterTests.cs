using CsCheck;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Admission;

namespace ServerlessGuard.Core.Tests.Admission;

public sealed class AdmissionLimiterTests
{
    private static readonly string[] Callers = ["a", "b", "c"];

    /// <summary>In any order of requests, nothing is counted that is not under way, and no bound is passed by more than one body.</summary>
    [Fact]
    public void Counts_WhatIsUnderWay() =>
        Gen.Select(Gens.Any(Callers), Gen.Bool, Gen.Int[0, 40], Gen.Int[0, 3]).Array[0, 200].Sample(steps =>
        {
            var limiter = new AdmissionLimiter(Options.Create(
                new AdmissionOptions { MaxInteractions = 6, MaxInteractionsPerCaller = 3, MaxBytes = 100, MaxBytesPerCaller = 50 }));
            var held = new List<(AdmissionLease Lease, string Caller, bool IsInteraction, long Bytes)>();
            foreach (var (caller, isInteraction, bytes, action) in steps)
            {
                if (action == 0 && held.Count > 0)
                {
                    held[^1].Lease.Dispose();
                    held[^1].Lease.Dispose();
                    held.RemoveAt(held.Count - 1);
                }
                else if (limiter.TryAdmit(caller, isInteraction, bytes) is { } lease)
                {
                    var more = action == 1 && lease.TryAdd(5) ? 5 : 0;
                    held.Add((lease, caller, isInteraction, bytes + more));
                }
                else
                {
                    var mine = held.Where(one => one.Caller == caller).ToList();
                    (mine.Count(static one => one.IsInteraction) == 3
                        || held.Count(static one => one.IsInteraction) == 6
                        || mine.Sum(static one => one.Bytes) + bytes > 50
                        || held.Sum(static one => one.Bytes) + bytes > 100).ShouldBeTrue();
                }

                limiter.Interactions.ShouldBe(held.Count(static one => one.IsInteraction));
                limiter.Bytes.ShouldBe(held.Sum(static one => one.Bytes));
                limiter.Interactions.ShouldBeLessThanOrEqualTo(6);
                limiter.Bytes.ShouldBeLessThanOrEqualTo(100);
            }
        }, iter: 500);

    [Fact]
    public void Admits_ALargeBodyAlone()
    {
        var limiter = new AdmissionLimiter(Options.Create(new AdmissionOptions { MaxBytes = 1024 }));
        using var lease = limiter.TryAdmit("a", true, 5000).ShouldNotBeNull();
        limiter.TryAdmit("b", true, 1).ShouldBeNull();
        limiter.TryAdmit("b", true, 0).ShouldNotBeNull().Dispose();
    }
}
