using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Drills;

public sealed class DrillerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TimesDetectionDecisionAndEnd_AndPutsBack()
    {
        var world = new DrillHarness { GuardTakes = TimeSpan.FromSeconds(10) };
        var run = await RunAsync(world, world.Worker(), DrillMode.Full);

        (run.Result, run.Fault).ShouldBe((DrillResult.Passed, null));
        (run.Detected - run.HarmStarted).ShouldBe(TimeSpan.FromSeconds(5));
        (run.Restored - run.HarmStarted)!.Value.TotalSeconds.ShouldBeInRange(10, 12);
        run.OriginalRestored.ShouldNotBeNull();
        world.Values[DrillKind.Rollback].ShouldBe(DrillHarness.Good);
        var entry = world.Audit.Entries[^1];
        entry.Kind.ShouldBe(AuditKinds.DrillEnded);
        (entry.Facts["drill"], entry.Facts["run"], entry.Facts["outcome"], entry.Facts["mode"], entry.Facts["seconds_to_detect"])
            .ShouldBe(("rollback", run.Id, "passed", "full", "5.000"));
        var point = (await new DrillHistory(world.Documents).TrendAsync(DrillKind.Rollback, DateTimeOffset.MinValue, Cancel))
            .ShouldHaveSingleItem();
        (point.Drill, point.Detect).ShouldBe((run.Id, 5.0));
    }

    [Fact]
    public async Task ChangesNothing_WhenItObserves()
    {
        var world = new DrillHarness();
        var run = await RunAsync(world, world.Worker(), DrillMode.Observe);

        (run.Result, run.HarmStarted, world.Harmed).ShouldBe((DrillResult.Passed, null, 0));
        world.Audit.Entries[^1].Facts["outcome"].ShouldBe("observed", "a look proves no control");
        (await world.StateAsync()).Passed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fails_AndPutsBack_WhenTheGuardDoesNothingOrIsSlow(bool never)
    {
        var world = new DrillHarness { GuardTakes = never ? null : TimeSpan.FromMinutes(6) };
        var run = await RunAsync(world, world.Worker(), DrillMode.Full);

        (run.Result, run.Fault).ShouldBe((DrillResult.Failed, never ? "not-detected" : "too-slow"));
        world.Values[DrillKind.Rollback].ShouldBe(DrillHarness.Good);
        world.Alerts.Raised.ShouldContain(static a => a.Code == "drill.failed");
    }

    [Fact]
    public async Task StopsForARealIncident_AndPutsBack()
    {
        var world = new DrillHarness { GuardTakes = null };
        var worker = world.Worker();
        await worker.Driller.BeginAsync(DrillKind.Rollback, DrillMode.Full, "user:test", false, Cancel);
        await worker.Driller.AdvanceAsync(Cancel);
        world.Values[DrillKind.Rollback].ShouldNotBe(DrillHarness.Good);
        await world.Incidents.DeclareAsync(new NewIncident { Key = "k", Title = "Real", Cause = "person", Actor = "user:test" }, Cancel);
        await world.AdvanceAsync(TimeSpan.FromSeconds(2));
        await worker.Driller.AdvanceAsync(Cancel);

        var run = (await world.StateAsync()).Run!;
        (run.Result, run.Fault).ShouldBe((DrillResult.Stopped, "real-incident"));
        world.Values[DrillKind.Rollback].ShouldBe(DrillHarness.Good);
    }

    /// <summary>
    /// Where duties are apart each runs its own drills on one journal: both pass, never at once, and neither touches the other's.
    /// </summary>
    [Fact]
    public async Task Duties_ThatHaveTheirOwnDrills_ShareTheJournal()
    {
        var world = new DrillHarness { GuardTakes = TimeSpan.FromSeconds(3) };
        var (deployer, rotator) = (new DrillWorker(world, [], DrillKind.Rollback), new DrillWorker(world, [], DrillKind.Revocation));
        await deployer.Journal.RequestAsync(new DrillRequest("r1", DrillKind.Revocation, DrillMode.Full, "user:test"), Cancel);
        await deployer.SweepAsync();
        (await world.StateAsync()).Requested.ShouldNotBeNull("it is the other duty's");

        await UntilPassedAsync(DrillKind.Revocation);
        await deployer.Journal.RequestAsync(new DrillRequest("r2", DrillKind.Rollback, DrillMode.Full, "user:test"), Cancel);
        await UntilPassedAsync(DrillKind.Rollback);
        world.Harmed.ShouldBe(2);

        async Task UntilPassedAsync(DrillKind kind)
        {
            for (var turn = 0; turn < 200 && !(await world.StateAsync()).Passed.Any(run => run.Kind == kind); turn++)
            {
                await Task.WhenAll(deployer.SweepAsync(), rotator.SweepAsync());
                await world.AdvanceAsync(TimeSpan.FromSeconds(1));
            }

            (await world.StateAsync()).Passed.ShouldContain(run => run.Kind == kind);
        }
    }

    [Fact]
    public async Task ARequest_DoesNotInterruptTheDrillUnderWay()
    {
        var world = new DrillHarness();
        var request = new DrillRequest("next", DrillKind.Revocation, DrillMode.Full, "user:test");
        world.AfterHarm = async () => await new DrillJournal(world.Documents).RequestAsync(request, CancellationToken.None);
        (await RunAsync(world, world.Worker(), DrillMode.Full)).Result.ShouldBe(DrillResult.Passed);
        (await world.StateAsync()).Requested.ShouldBe(request);
    }

    /// <summary>A dead duty's drill waits for that duty: another one does not know how to put its target back.</summary>
    [Fact]
    public async Task ADrillUnderWay_IsLeftAlone_ByADutyThatHasNoSuchDrill()
    {
        var world = new DrillHarness { GuardTakes = null };
        var deployer = new DrillWorker(world, [], DrillKind.Rollback);
        await deployer.Driller.BeginAsync(DrillKind.Rollback, DrillMode.Full, "user:test", false, Cancel);
        await deployer.Driller.AdvanceAsync(Cancel);
        await world.AdvanceAsync(world.Times.Lease + TimeSpan.FromMinutes(1));

        var before = await world.StateAsync();
        await new DrillWorker(world, [], DrillKind.Revocation).SweepAsync();
        var after = await world.StateAsync();
        (after.Run!.Step, after.LeaseOwner, after.LeaseUntil).ShouldBe((before.Run!.Step, before.LeaseOwner, before.LeaseUntil));

        await new DrillWorker(world, [], DrillKind.Rollback).SweepAsync();
        world.Values[DrillKind.Rollback].ShouldBe(DrillHarness.Good);
    }

    [Fact]
    public async Task NeverBegins_BesideAnotherDrill_OrARealRollback()
    {
        var world = new DrillHarness { GuardTakes = null };
        var (one, two) = (world.Worker(), world.Worker());
        (await one.Driller.BeginAsync(DrillKind.Rollback, DrillMode.Full, "user:test", false, Cancel)).ShouldNotBeNull();
        (await two.Driller.BeginAsync(DrillKind.Revocation, DrillMode.Full, "user:test", false, Cancel)).ShouldBeNull();
        (await one.Driller.BeginAsync(DrillKind.Revocation, DrillMode.Full, "user:test", false, Cancel)).ShouldBeNull();

        world.RealRollback = true;
        await one.Driller.AdvanceAsync(Cancel);
        ((await world.StateAsync()).Run!.Fault, world.Harmed).ShouldBe(("real-rollback", 0));
    }

    [Fact]
    public async Task DrillsWhatIsDue_InItsWindow_AndTellsOfWhatIsOverdue()
    {
        var world = new DrillHarness();
        world.Current = world.Current with
        {
            Drills = world.Current.Drills with { Credential = null, From = new TimeOnly(1, 0), To = new TimeOnly(5, 0) }
        };
        var worker = world.Worker();
        await SweepForAsync(TimeSpan.FromMinutes(50));
        world.Harmed.ShouldBe(0, "outside the window");
        await SweepForAsync(TimeSpan.FromMinutes(30));
        world.Harmed.ShouldBe(1);
        await SweepForAsync(TimeSpan.FromDays(6));
        world.Harmed.ShouldBe(1, "not due again");
        await SweepForAsync(TimeSpan.FromDays(2));
        world.Harmed.ShouldBe(2);
        world.Alerts.Raised.ShouldBeEmpty();

        world.RealRollback = true;
        await SweepForAsync(TimeSpan.FromDays(15));
        world.Alerts.Raised.ShouldContain(static a => a.Code == "drill.overdue");

        async Task SweepForAsync(TimeSpan time)
        {
            for (var end = world.Clock.GetUtcNow() + time; world.Clock.GetUtcNow() < end;)
            {
                await worker.SweepAsync();
                await world.AdvanceAsync(
                    (await world.StateAsync()).Run is { IsOver: false } ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(10));
            }
        }
    }

    [Fact]
    public async Task BeginsWhatAPersonAskedFor_UnderTheRequestsId_OutsideTheWindowToo()
    {
        var world = new DrillHarness();
        world.Current = world.Current with { Drills = world.Current.Drills with { From = new TimeOnly(1, 0), To = new TimeOnly(5, 0) } };
        var worker = world.Worker();
        await worker.Journal.RequestAsync(new DrillRequest("asked-1", DrillKind.Revocation, DrillMode.Canary, "user:test"), Cancel);
        (await worker.Journal.RequestAsync(new DrillRequest("asked-2", DrillKind.Revocation, DrillMode.Canary, "user:test"), Cancel))
            .ShouldBeNull("one waits");
        await worker.SweepAsync();

        var state = await world.StateAsync();
        (state.Run!.Id, state.Run.Mode, state.Requested).ShouldBe(("asked-1", DrillMode.Canary, null));
    }

    [Theory]
    [InlineData("22:00", "04:00", "23:30", true)]
    [InlineData("22:00", "04:00", "03:59", true)]
    [InlineData("22:00", "04:00", "12:00", false)]
    [InlineData("01:00", "05:00", "05:00", false)]
    [InlineData("00:00", "00:00", "12:00", true)]
    public void KnowsItsWindow(string from, string to, string now, bool open) =>
        new DrillPolicy
        {
            From = TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            To = TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture)
        }
            .IsOpenAt(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)
                + TimeOnly.Parse(now, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan()).ShouldBe(open);

    [Fact]
    public async Task KeepsToTheErrorBudget()
    {
        var world = new DrillHarness();
        world.Current = world.Current with { Drills = world.Current.Drills with { Budget = 2 } };
        foreach (var key in (string[])["a", "b"])
        {
            var incident = await world.Incidents.DeclareAsync(
                new NewIncident { Key = key, Title = "Real", Cause = "person", Actor = "user:test" }, Cancel);
            await world.Incidents.CloseAsync(incident.Id, "user:test", null, Cancel);
        }

        (await RunAsync(world, world.Worker(), DrillMode.Full)).Fault.ShouldBe("error-budget");
        await world.AdvanceAsync(TimeSpan.FromDays(8));
        (await RunAsync(world, world.Worker(), DrillMode.Full)).Result.ShouldBe(DrillResult.Passed);
    }

    private static async Task<DrillRun> RunAsync(DrillHarness world, DrillWorker worker, DrillMode mode)
    {
        var begun = (await worker.Driller.BeginAsync(DrillKind.Rollback, mode, "user:test", false, Cancel)).ShouldNotBeNull();
        for (var turn = 0; turn < 2000; turn++)
        {
            await worker.Driller.AdvanceAsync(Cancel);
            if ((await world.StateAsync()).Run is { IsOver: true } over)
            {
                over.Id.ShouldBe(begun.Id);
                return over;
            }

            await world.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException("The drill did not end.");
    }
}
