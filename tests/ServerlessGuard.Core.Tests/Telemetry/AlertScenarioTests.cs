using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Core.Tests.Audit;
using ServerlessGuard.Core.Tests.Drills;
using ServerlessGuard.Core.Tests.Review;
using ServerlessGuard.Core.Tests.Rotation;
using ServerlessGuard.Core.Tests.Watch;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Detection;
using ServerlessGuard.Testing.Telemetry;

namespace ServerlessGuard.Core.Tests.Telemetry;

/// <summary>
/// Failures in the engine, sent to the workspace that infra declares: the alert's own query finds it, and finds
/// nothing where all is well. The gateway's alerts are in Web's tests, drift's in <c>OutcomeEvaluatorTests</c>.
/// </summary>
public sealed class AlertScenarioTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReviewLate_FindsACaseThatNobodyDecided_WhetherASweepRunsOrNot()
    {
        var world = new ReviewHarness("four_eyes: false, sla: 30m, on_timeout: deny");
        var id = await world.OpenAsync();
        Late().ShouldBeEmpty("its time is not over");

        world.Clock.Advance(TimeSpan.FromMinutes(31));
        Late().ShouldHaveSingleItem()["Subject"].ShouldBe(id);

        await world.Host().Sweep.RunAsync(Cancel);
        Late().ShouldHaveSingleItem()["Subject"].ShouldBe(id);
        world.Clock.Advance(TimeSpan.FromHours(2));
        Late().ShouldBeEmpty("it was decided by time, and told");

        IReadOnlyList<IReadOnlyDictionary<string, object?>> Late() =>
            Workspace(world.Clock).Tell(world.Audit.Entries, world.Alerts.Raised).Fires("review-late");
    }

    [Fact]
    public async Task ReviewLate_IsQuietAboutACaseThatWasDecidedInTime()
    {
        var world = new ReviewHarness();
        var id = await world.OpenAsync();
        var host = world.Host();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Desk.ClaimAsync(id, ReviewHarness.Ann, null, Cancel);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Desk.DenyAsync(id, ReviewHarness.Ann, null, null, Cancel);
        world.Clock.Advance(TimeSpan.FromHours(1));

        Workspace(world.Clock).Tell(world.Audit.Entries).Fires("review-late").ShouldBeEmpty();
    }

    [Fact]
    public async Task RotationOverdue_FindsACredentialWhoseRotationsFail()
    {
        var world = await RotationHarness.CreateAsync();
        await world.SweepAsync();
        Overdue().ShouldBeEmpty();

        world.Platform.NewKeysBreak = true;
        for (var turn = 0; turn < 100; turn++)
        {
            await world.SweepAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(50));
        }

        await world.SweepAsync();
        var found = Overdue().ShouldHaveSingleItem();
        found["Subject"].ShouldBe(world.Policy.Id);
        found["Since"].ShouldBeOfType<DateTimeOffset>().ShouldBeLessThan(world.Clock.GetUtcNow());
        Workspace(world.Clock).Tell([], world.Alerts.Raised)
            .Rows(LogTableNames.Alerts)
            .ShouldContain(static r => Equals(r["Code"], "rotation.failed") && Equals(r["Severity"], AlertSeverities.Critical));

        IReadOnlyList<IReadOnlyDictionary<string, object?>> Overdue() =>
            Workspace(world.Clock).Tell(world.Audit.Entries, world.Alerts.Raised).Fires("rotation-overdue");
    }

    [Fact]
    public async Task DrillFailed_FindsADrillWhoseHarmWasNotEnded()
    {
        var world = new DrillHarness { GuardTakes = null };
        await RunAsync(world);
        Workspace(world.Clock).Tell(world.Audit.Entries).Fires("drill-failed").ShouldHaveSingleItem()["Subject"].ShouldBe("rollback");

        var well = new DrillHarness();
        await RunAsync(well);
        var workspace = Workspace(well.Clock).Tell(well.Audit.Entries);
        workspace.Fires("drill-failed").ShouldBeEmpty();
        workspace.Rows(LogTableNames.Operations).Single(static r => Equals(r["Result"], "passed"))["DurationMs"]
            .ShouldBeOfType<double>()
            .ShouldBeInRange(5000, 8000);
    }

    [Fact]
    public async Task DrillOverdue_FindsAControlWithoutFreshProof()
    {
        var world = new DrillHarness { RealRollback = true };
        var worker = world.Worker();
        await worker.SweepAsync();
        world.Clock.Advance(TimeSpan.FromDays(15));
        await worker.SweepAsync();
        await worker.SweepAsync();

        var found = Workspace(world.Clock).Tell(world.Audit.Entries, world.Alerts.Raised).Fires("drill-overdue");
        found.Select(static r => r["Subject"]).ShouldContain("rollback");
        found.ShouldAllBe(static r => r["Since"] is DateTimeOffset);
    }

    [Theory]
    [InlineData("shadow", "shadow-deployment")]
    [InlineData("unattested", "unvalidated-update")]
    [InlineData("probes", "unvalidated-update")]
    public async Task DeploymentAlerts_FindWhatTheWatchFinds(string what, string alert)
    {
        var world = new WatchHarness();
        await world.CheckAsync();
        Fires().ShouldBeEmpty();

        switch (what)
        {
            case "shadow":
                world.Deployments = [.. world.Deployments, WatchHarness.At("hidden", WatchHarness.Good)];
                break;
            case "unattested":
                world.Deployments = [WatchHarness.At("live", WatchHarness.Other), world.Deployments[1]];
                break;
            default:
                world.Attested = [WatchHarness.Good, WatchHarness.Other];
                world.Healthy = static deployment => deployment != "live";
                world.Deployments = [WatchHarness.At("live", WatchHarness.Other), world.Deployments[1]];
                break;
        }

        await world.CheckAsync();
        Fires().ShouldHaveSingleItem()["Subject"].ShouldBe(what == "shadow" ? "claims-ft/hidden" : "claims-ft/live");
        foreach (var other in (string[])["shadow-deployment", "unvalidated-update"])
        {
            (Workspace(world.Clock).Tell(world.Audit.Entries).Fires(other).Count > 0).ShouldBe(other == alert);
        }

        IReadOnlyList<IReadOnlyDictionary<string, object?>> Fires() => Workspace(world.Clock).Tell(world.Audit.Entries).Fires(alert);
    }

    [Fact]
    public async Task AuditGap_FindsAWriterWhoseChainIsBroken()
    {
        var bed = new LogHarness();
        await bed.AppendAsync("good", 3);
        await bed.SequenceAsync();
        Fires("audit-gap").ShouldBeEmpty();

        await bed.AppendAsync("bad", [AuditEntryEncoding.Encode(LogHarness.Entry("x", 9), "bad", 4, new string('0', 64))]);
        await bed.SequenceAsync();

        Fires("audit-gap").ShouldHaveSingleItem()["Code"].ShouldBe(Sequencer.ChainAlert);
        Fires("guard-critical").ShouldBeEmpty("it has an alert of its own");

        IReadOnlyList<IReadOnlyDictionary<string, object?>> Fires(string alert) =>
            new LogWorkspace(bed.Alerts.Raised.Select(static a => a.Time).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max())
                .Tell([], bed.Alerts.Raised)
                .Fires(alert);
    }

    [Fact]
    public async Task GuardCritical_FindsWhatHasNoAlertOfItsOwn()
    {
        var world = new WatchHarness();
        world.Deployments = [WatchHarness.At("live", WatchHarness.Other), world.Deployments[1]];
        await world.CheckAsync();
        Workspace(world.Clock).Tell([], world.Alerts.Raised)
            .Fires("guard-critical")
            .ShouldContain(static r => Equals(r["Code"], "deployment.unattested"));
    }

    [Fact]
    public void HeartbeatLost_FindsASilentDuty()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var workspace = new LogWorkspace(now);
        workspace.Add([EntryRows.Heartbeat(now.AddMinutes(-16), LogWorkspace.Duty)]);
        workspace.Fires("heartbeat-lost").ShouldHaveSingleItem()["Duty"].ShouldBe(LogWorkspace.Duty);
        workspace.Add([EntryRows.Heartbeat(now.AddMinutes(-1), LogWorkspace.Duty)]);
        workspace.Fires("heartbeat-lost").ShouldBeEmpty();
    }

    /// <summary>Rows of Azure's own tables, in the shape that they have there.</summary>
    [Theory]
    [InlineData(
        "gateway-bypassed", "AzureDiagnostics",
        """{"ResourceProvider":"MICROSOFT.COGNITIVESERVICES","Category":"RequestResponse","OperationName":"ChatCompletions_Create","ResourceId":"/SUBSCRIPTIONS/S","CallerIPAddress":"10.0.0.***","properties_s":"{\"apiName\":\"Azure OpenAI API\",\"requestTime\":1,\"objectId\":\"99999999-2222-3333-4444-555555555555\",\"modelName\":\"m\"}"}""",
        true)]
    [InlineData(
        "gateway-bypassed", "AzureDiagnostics",
        """{"ResourceProvider":"MICROSOFT.COGNITIVESERVICES","Category":"RequestResponse","OperationName":"ChatCompletions_Create","ResourceId":"/SUBSCRIPTIONS/S","CallerIPAddress":"10.0.0.***","properties_s":"{\"objectId\":\"\"}"}""",
        true)]
    [InlineData(
        "gateway-bypassed", "AzureDiagnostics",
        """{"ResourceProvider":"MICROSOFT.COGNITIVESERVICES","Category":"RequestResponse","OperationName":"ChatCompletions_Create","ResourceId":"/SUBSCRIPTIONS/S","CallerIPAddress":"10.0.0.***","properties_s":"{\"objectId\":\"11111111-2222-3333-4444-555555555555\"}"}""",
        false)]
    [InlineData(
        "dead-letters", "StorageBlobLogs",
        """{"OperationName":"PutBlob","Uri":"https://data.blob.core.windows.net/deadletters/events/1.json","StatusText":"Success","AccountName":"data"}""",
        true)]
    [InlineData(
        "dead-letters", "StorageBlobLogs",
        """{"OperationName":"PutBlob","Uri":"https://data.blob.core.windows.net/clean/1.json","StatusText":"Success","AccountName":"data"}""",
        false)]
    [InlineData(
        "poisoned-events", "StorageQueueLogs",
        """{"OperationName":"PutMessage","Uri":"https://data.queue.core.windows.net/events-rotator-poison/messages","StatusText":"Success","AccountName":"data"}""",
        true)]
    [InlineData(
        "poisoned-events", "StorageQueueLogs",
        """{"OperationName":"PutMessage","Uri":"https://data.queue.core.windows.net/events-rotator/messages","StatusText":"Success","AccountName":"data"}""",
        false)]
    public void AlertsOnAzuresTables_FindWhatTheyAskFor(string alert, string table, string row, bool found)
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (workspace, columns) = (new LogWorkspace(now), JsonNode.Parse(row)!.AsObject());
        columns["TimeGenerated"] = "2025-12-31T23:59:00Z";
        workspace.Add([new LogRow(table, columns)]);
        (workspace.Fires(alert).Count > 0).ShouldBe(found);
    }

    /// <summary>The words that both sides use are the engine's own.</summary>
    [Fact]
    public void Words_AreTheEngines()
    {
        static string Word<T>(T value)
            where T : struct, Enum => WireName.Of(value);
        (string, string)[] words =
        [
            (OperationResults.Open, Word(Core.Review.CaseState.Open)),
            (OperationResults.Claimed, Word(Core.Review.CaseState.Claimed)),
            (OperationResults.Failed, Word(DrillResult.Failed)),
            (OperationResults.Shadow, Word(Core.Watch.DriftKind.Shadow)),
            (OperationResults.Unattested, Word(Core.Watch.DriftKind.Unattested)),
            (OperationResults.ProbesFailed, Word(Core.Watch.DriftKind.ProbesFailed)),
            (FindingColumnValues.Injection, Word(ServerlessGuard.Detection.FindingCategory.Injection)),
            (FindingColumnValues.Secret, Word(ServerlessGuard.Detection.FindingCategory.Secret)),
        ];
        words.ShouldAllBe(static w => w.Item1 == w.Item2);
    }

    private static LogWorkspace Workspace(TimeProvider clock) => new(clock.GetUtcNow() + TimeSpan.FromSeconds(1));

    private static async Task RunAsync(DrillHarness world)
    {
        var worker = world.Worker();
        await worker.Driller.BeginAsync(DrillKind.Rollback, DrillMode.Full, "user:test", false, Cancel);
        for (var turn = 0; turn < 2000 && (await world.StateAsync()).Run is { IsOver: false }; turn++)
        {
            await worker.Driller.AdvanceAsync(Cancel);
            await world.AdvanceAsync(TimeSpan.FromSeconds(1));
        }
    }
}
