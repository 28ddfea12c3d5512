using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Admission;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Admission;

/// <summary>No period of a limit's length ever holds more than the limit, and nobody waits longer than a period and a slice.</summary>
public sealed class CallerWindowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void NoPeriod_HoldsMoreRequests_AndTheWaitIsEnough()
    {
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 30_000].Array[1, 80]).Sample((most, pauses) =>
        {
            var clock = new FakeTimeProvider(Start);
            var windows = new CallerWindows(clock);
            var limits = new CallerLimits(new RateLimit(most, TimeSpan.FromMinutes(1)), null);
            var admitted = new List<DateTimeOffset>();
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                if (windows.Admit("a", limits) is { } wait)
                {
                    wait.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(61));
                    clock.Advance(wait);
                    windows.Admit("a", limits).ShouldBeNull();
                }

                admitted.Add(clock.GetUtcNow());
            }

            foreach (var time in admitted)
            {
                admitted.Count(one => one <= time && one > time - TimeSpan.FromMinutes(1)).ShouldBeLessThanOrEqualTo(most);
            }
        });
    }

    [Fact]
    public void Tokens_CloseTheNextRequest_UntilTheyAreAPeriodOld()
    {
        var clock = new FakeTimeProvider(Start);
        var windows = new CallerWindows(clock);
        var limits = new CallerLimits(null, new RateLimit(1000, TimeSpan.FromHours(1)));
        windows.Admit("a", limits).ShouldBeNull();
        windows.Spend("a", limits, 999);
        windows.Admit("a", limits).ShouldBeNull();
        windows.Spend("a", limits, 5000);
        windows.Admit("a", limits).ShouldBe(TimeSpan.FromMinutes(61));
        windows.Admit("b", limits).ShouldBeNull();
        clock.Advance(TimeSpan.FromMinutes(61));
        windows.Admit("a", limits).ShouldBeNull();
    }

    [Fact]
    public void ARefusedRequest_CountsForNothing()
    {
        var clock = new FakeTimeProvider(Start);
        var windows = new CallerWindows(clock);
        var limits = new CallerLimits(new RateLimit(2, TimeSpan.FromSeconds(60)), new RateLimit(10, TimeSpan.FromSeconds(1)));
        windows.Spend("a", limits, 10);
        windows.Admit("a", limits).ShouldNotBeNull();
        clock.Advance(TimeSpan.FromSeconds(2));
        windows.Admit("a", limits).ShouldBeNull();
        windows.Admit("a", limits).ShouldBeNull();
        windows.Admit("a", limits).ShouldNotBeNull();
    }
}
