using System.Collections.Frozen;
using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Monitoring;

/// <summary>A day in which everything happens that monitoring is for, after a healthy one.</summary>
public sealed class DayTests
{
    private static readonly string[] Callers = ["key:web", "key:web", "key:web", "key:mobile", "key:mobile", "key:batch"];
    private static readonly TimeSpan Within = TimeSpan.FromHours(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachPlantedHarm_IsNamedInTime_AndHardlyAnythingElse()
    {
        var world = new MonitoredWorld(11, new()
        {
            Baseline = TimeSpan.FromDays(2),
            BaselineInteractions = 1000,
            Misuse = new Dictionary<string, MisuseResponse>
            {
                ["injection"] = MisuseResponse.Throttle,
                ["similar"] = MisuseResponse.Review,
                ["new-places"] = MisuseResponse.Suspend,
            }.ToFrozenDictionary(),
        });
        var (isSwapped, isDead) = (false, false);
        for (var hour = 0; hour < 49; hour++)
        {
            await HourAsync(null);
        }

        world.Audit.Entries.ShouldHaveSingleItem().Kind.ShouldBe(AuditKinds.MonitoringLearnt);
        await HourAsync(null);
        await HourAsync(null);

        var campaign = await PlantAsync((w, i) => i % 6 == 3 ? w.Usual(injection: 0.5, caller: "key:mobile") : null);
        Misuse("key:mobile", "injection", campaign).ShouldBe("throttle");

        var sweep = await PlantAsync(
            (w, i) => i % 3 == 2 ? w.Usual(caller: "key:batch", bits: 0x0123456789abcdef ^ (w.Bits() & 0x80)) : null);
        Misuse("key:batch", "similar", sweep).ShouldBe("review");

        var leak = await PlantAsync((w, i) => i % 6 == 0 ? w.Usual(place: 100 + (uint)(w.Bits() % 5)) : null);
        Misuse("key:web", "new-places", leak).ShouldBe("suspend");

        isDead = true;
        var death = await PlantAsync(null);
        var silence = world.Of(AuditKinds.SilenceFound).ShouldHaveSingleItem();
        (silence.Facts["source"], silence.Time - death < Within).ShouldBe(("duty:The sweep of credentials", true));

        isSwapped = true;
        var swap = await PlantAsync(null);
        var drifted = world.Of(AuditKinds.MonitoringAlarmed).Where(e => e.Time >= swap).ToList();
        drifted.Select(static e => e.Facts["signal"]).ShouldBe(["output-length", "refused"], ignoreOrder: true);
        drifted.ShouldAllBe(e => e.Time - swap < Within
            && DateTimeOffset.Parse(e.Facts["since"], CultureInfo.InvariantCulture) >= swap - Within);
        for (var hour = 0; hour < 8; hour++)
        {
            await HourAsync(null);
        }

        // A campaign and a sweep change what the application is used for, too.
        var own = world.Of(AuditKinds.MonitoringAlarmed).Count(e => e.Time < swap && e.Facts["signal"] is not ("injection" or "topic"))
            + world.Of(AuditKinds.MonitoringAlarmed).Count(e => e.Time > swap + Within)
            + world.Of(AuditKinds.CallerMisused).Count - 3 + world.Of(AuditKinds.SilenceFound).Count - 1;
        own.ShouldBeLessThanOrEqualTo(1);

        (await world.Restrictions.ListAsync(Cancel)).Select(static r => (r.Caller, r.Response)).ShouldBe(
            [("key:mobile", MisuseResponse.Throttle), ("key:batch", MisuseResponse.Review), ("key:web", MisuseResponse.Suspend)],
            ignoreOrder: true);
        (await world.Restrictions.ReleaseAsync("key:web", "user:jane", Cancel)).ShouldBeTrue();
        (await world.Restrictions.ReleaseAsync("key:web", "user:jane", Cancel)).ShouldBeFalse();
        (await world.Restrictions.FindAsync("key:web", Cancel)).ShouldBeNull();
        world.Audit.Entries[^1].Facts.ShouldContainKeyAndValue("response", "suspend");

        async Task<DateTimeOffset> PlantAsync(Func<MonitoredWorld, int, Observation?>? make)
        {
            var began = world.Clock.GetUtcNow();
            await HourAsync(make);
            await HourAsync(make);
            await HourAsync(null);
            return began;
        }

        Task HourAsync(Func<MonitoredWorld, int, Observation?>? make) => world.HourAsync(
            120,
            (w, i) => make?.Invoke(w, i)
                ?? (isSwapped ? w.Usual(refused: 0.2, longer: 2.5, caller: Callers[i % 6]) : w.Usual(caller: Callers[i % 6])),
            w =>
            {
                w.Heartbeats.Beat("duty:The sweep of cases", TimeSpan.FromMinutes(15));
                if (!isDead)
                {
                    w.Heartbeats.Beat("duty:The sweep of credentials", TimeSpan.FromMinutes(15));
                }
            });

        string Misuse(string caller, string kind, DateTimeOffset began)
        {
            var entry = world.Of(AuditKinds.CallerMisused).Single(e => e.Time >= began);
            (entry.Facts["caller"], entry.Facts["kind"], entry.Time - began < Within).ShouldBe((caller, kind, true));
            return entry.Facts["response"];
        }
    }

    [Fact]
    public async Task AnExpectedApplication_ThatStopsTalking_IsNamed_AndHeardAgain()
    {
        var world = new MonitoredWorld(12, new()
        {
            Expect = new Dictionary<string, TimeSpan>
            {
                ["claims"] = TimeSpan.FromHours(1),
                ["never"] = TimeSpan.FromHours(3),
            }.ToFrozenDictionary(),
        });
        await world.HourAsync(8);
        await world.HourAsync(0);
        await world.HourAsync(0);
        world.Of(AuditKinds.SilenceFound).ShouldHaveSingleItem().Facts["source"].ShouldBe("application:claims");
        await world.HourAsync(8);
        world.Of(AuditKinds.SilenceEnded).ShouldHaveSingleItem().Facts["source"].ShouldBe("application:claims");
        world.Of(AuditKinds.SilenceFound)[^1].Facts["source"].ShouldBe("application:never");
        world.Alerts.Raised.ShouldAllBe(static a => a.Code == "monitoring.silence");
        world.Alerts.Raised.Count.ShouldBe(2);
    }

    [Fact]
    public async Task AMachineThatSlept_BlamesNobody()
    {
        var expect = new Dictionary<string, TimeSpan> { ["claims"] = TimeSpan.FromHours(1) }.ToFrozenDictionary();
        var world = new MonitoredWorld(13, new() { Expect = expect });
        await world.HourAsync(8);
        await world.SleepAsync(TimeSpan.FromDays(2));
        world.Of(AuditKinds.SilenceFound).ShouldBeEmpty();
        await world.HourAsync(0);
        await world.HourAsync(0);
        world.Of(AuditKinds.SilenceFound).ShouldHaveSingleItem();
    }

    [Fact]
    public void HeavyCallers_AreKept_WhoeverElseComes() => Flood(20_000);

    /// <summary>Memory is that of the most callers kept, over a million of them.</summary>
    [LongFact]
    public void AMillionCallers_TakeTheMemoryOfAThousand() => Flood(1_000_000);

    private static void Flood(int callers)
    {
        var top = new TopCallers();
        var total = 0L;
        for (var i = 0; i < callers; i++)
        {
            top.Add($"key:c{i}", new CallerCounts { Requests = 1 });
            total++;
            if (i % 200 == 0)
            {
                top.Add("key:heavy", new CallerCounts { Requests = 1, Signs = [1, 0, 0, 0, 0] });
                total += 17;
            }
        }

        top.Count.ShouldBe(TopCallers.Most);
        top.Heaviest().Count.ShouldBe(TopCallers.Stored);
        var heavy = top.Callers.Single(static c => c.Caller == "key:heavy");
        var truth = 17L * ((callers + 199) / 200);
        heavy.Weight.ShouldBeInRange(truth, truth + (total / TopCallers.Most));
        heavy.Counts.Requests.ShouldBeLessThanOrEqualTo((callers + 199) / 200);
        top.Heaviest().ShouldContainKey("key:heavy");
    }
}
