using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tests.Monitoring;

public sealed class MonitoringDutyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LearnsABaseline_AndRecordsIt_AndIsQuietWhileNothingChanges()
    {
        var world = new MonitoredWorld(1);
        await LearnAsync(world);
        var entry = world.Audit.Entries.ShouldHaveSingleItem();
        (entry.Kind, entry.Application, entry.Facts["model"], entry.Facts["revision"])
            .ShouldBe((AuditKinds.MonitoringLearnt, "claims", "claims-ft", "rev-1"));
        var report = (await ReportAsync(world)).ShouldHaveSingleItem();
        report.Digest.ShouldBe(entry.Facts["digest"]);
        report.IsLearning.ShouldBeFalse();

        for (var hour = 0; hour < 36; hour++)
        {
            await world.HourAsync(60);
        }

        world.Audit.Entries.Count.ShouldBe(1);
        world.Alerts.Raised.ShouldBeEmpty();
    }

    [Fact]
    public async Task AModelThatChanged_IsNamedWithinHours_WithSignals_Since_AndInteractions()
    {
        var world = new MonitoredWorld(2);
        await LearnAsync(world);
        await world.HourAsync(60);
        var swapped = world.Clock.GetUtcNow();
        for (var hour = 0; hour < 3; hour++)
        {
            await world.HourAsync(60, static (w, _) => w.Usual(refused: 0.25, longer: 2.5));
        }

        var alarms = world.Audit.Entries.Where(static e => e.Kind == AuditKinds.MonitoringAlarmed).ToList();
        alarms.Select(static a => a.Facts["signal"]).ShouldContain("output-length");
        alarms.Select(static a => a.Facts["signal"]).ShouldContain("refused");
        alarms.ShouldAllBe(a => a.Facts["interactions"].Split(' ').Length >= 1 && a.Facts["interactions"].Length > 0);
        alarms.ShouldAllBe(a => a.Time <= swapped + TimeSpan.FromHours(3));
        alarms.ShouldAllBe(a => Since(a) >= swapped - TimeSpan.FromHours(1) && Since(a) <= a.Time);
        world.Alerts.Raised.ShouldAllBe(static a => a.Code == "monitoring.drift" && a.Tags["runbook"] == "docs/monitoring.md#drift");
        world.Alerts.Raised.Select(static a => a.DedupeKey).Distinct().Count().ShouldBe(1);
        (await ReportAsync(world))[0].Alarms.Count.ShouldBe(alarms.Count);
    }

    [Fact]
    public async Task AnAlarm_IsOneEntry_HoweverLongItLasts_AndEndsADayAfterTheLastSign()
    {
        var world = new MonitoredWorld(3, Only("refused"));
        await LearnAsync(world);
        for (var hour = 0; hour < 30; hour++)
        {
            await world.HourAsync(60, static (w, _) => w.Usual(refused: 0.3));
        }

        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.MonitoringAlarmed).ShouldBe(1);
        world.Alerts.Raised.Count.ShouldBe(1);
        (await ReportAsync(world))[0].Alarms.ShouldHaveSingleItem().IsRise.ShouldBeTrue();
        for (var hour = 0; hour < 26; hour++)
        {
            await world.HourAsync(60);
        }

        (await ReportAsync(world))[0].Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task State_SurvivesRestarts_AndInstancesAddUp()
    {
        var (whole, broken) = (new MonitoredWorld(4, Only("refused")), new MonitoredWorld(4, Only("refused")));
        await LearnAsync(whole);
        await LearnAsync(broken);
        for (var hour = 0; hour < 4; hour++)
        {
            broken.Restart();
            await whole.HourAsync(60, static (w, _) => w.Usual(refused: 0.12));
            await broken.HourAsync(60, static (w, _) => w.Usual(refused: 0.12));
        }

        var (one, other) = ((await ReportAsync(whole))[0], (await ReportAsync(broken))[0]);
        other.Signals.Select(static s => s.Evidence).ShouldBe(one.Signals.Select(static s => s.Evidence));
        other.Alarms.Select(static a => (a.Signal, a.Since, a.Found)).ShouldBe(one.Alarms.Select(static a => (a.Signal, a.Since, a.Found)));
    }

    [Fact]
    public async Task APerson_MayMakeTheChangeTheBaseline()
    {
        var world = new MonitoredWorld(5, Only("refused"));
        await LearnAsync(world);
        await world.HourAsync(60, static (w, _) => w.Usual(refused: 0.5));
        (await ReportAsync(world))[0].Alarms.ShouldNotBeEmpty();

        var baselines = new MonitoringBaselines(world.Store, world.Audit, world, world.Clock);
        (await baselines.ResetAsync(MonitoredWorld.Claims, "user:jane", Cancel)).ShouldBeTrue();
        (await baselines.ResetAsync(new("nobody", "nothing"), "user:jane", Cancel)).ShouldBeFalse();
        var entry = world.Audit.Entries[^1];
        (entry.Kind, entry.Actor, entry.Facts["alarms"]).ShouldBe((AuditKinds.MonitoringReset, "user:jane", "refused"));
        (await ReportAsync(world))[0].IsLearning.ShouldBeTrue();

        for (var hour = 0; hour < 30; hour++)
        {
            await world.HourAsync(60, static (w, _) => w.Usual(refused: 0.5));
        }

        (await ReportAsync(world))[0].Alarms.ShouldBeEmpty();
        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.MonitoringAlarmed).ShouldBe(1);
    }

    [Fact]
    public async Task AStoreThatIsDown_LosesNothing()
    {
        var world = new MonitoredWorld(6);
        await world.HourAsync(12);
        world.IsDown = true;
        await Should.ThrowAsync<StoreUnavailableException>(() => world.HourAsync(12));
        world.IsDown = false;
        await world.HourAsync(12);
        var hours = await world.Store.ReadAsync(0, Cancel);
        hours[MonitoredWorld.Claims].Sum(static h => h.Counts.Trials(Signals.Verdict)).ShouldBe(27);
    }

    private static DateTimeOffset Since(AuditEntry alarm) => DateTimeOffset.Parse(alarm.Facts["since"], CultureInfo.InvariantCulture);

    private static MonitoringPolicy Only(string signal) => new()
    {
        Baseline = TimeSpan.FromDays(1),
        BaselineInteractions = 500,
        Off = [.. Signals.All.Select(static s => s.Id).Where(id => id != signal)],
    };

    private static async Task LearnAsync(MonitoredWorld world)
    {
        for (var hour = 0; hour < 25; hour++)
        {
            await world.HourAsync(60);
        }
    }

    private static ValueTask<IReadOnlyList<SubjectReport>> ReportAsync(MonitoredWorld world) =>
        world.Reader.ReadAsync(MonitoringTerms.Of(world.Current.Monitoring), Cancel);
}
