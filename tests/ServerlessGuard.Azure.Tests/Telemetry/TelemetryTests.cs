using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Telemetry;

/// <summary>The requests to a data collection endpoint.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_EveryRow_InCallsBelowTheLimit_AndWaitsWhenThrottled()
    {
        var workspace = new Workspace(HttpStatusCode.TooManyRequests, HttpStatusCode.NoContent);
        var rows = Enumerable.Range(0, 3000).Select(static i => new JsonObject { ["N"] = i, ["Text"] = new string('x', 1000) }).ToList();
        await Ingestion(workspace).SendAsync("Guard_CL", rows, Cancel);
        workspace.Calls.ShouldAllBe(static call => call.Body.Length <= LogsIngestion.LargestCall);
        workspace.Calls.ShouldAllBe(
            static call => call.Path == "/dataCollectionRules/dcr-1/streams/Custom-Guard_CL?api-version=2023-01-01");
        workspace.Calls.Count.ShouldBeGreaterThan(4);

        // The first call came twice: it was throttled once.
        workspace.Calls.Skip(1).SelectMany(
            static call => JsonDocument.Parse(call.Body).RootElement.EnumerateArray().Select(static row => row.GetProperty("N").GetInt32()))
            .ShouldBe(Enumerable.Range(0, 3000));
    }

    [Fact]
    public async Task SaysWhatIsRefused_WithoutTheRows()
    {
        var refused = await Should.ThrowAsync<StoreUnavailableException>(async () => await Ingestion(
            new Workspace(HttpStatusCode.Forbidden)).SendAsync("Guard_CL", [new JsonObject { ["a"] = "known-row" }], Cancel));
        refused.Message.ShouldContain("403");
        refused.ToString().ShouldNotContain("known-row");
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Tells_OfDurableEntries_AndFailsNothing(HttpStatusCode answer)
    {
        var workspace = new Workspace(answer);
        var log = new InMemoryAuditLog();
        var sender = Sender(workspace);
        var telemetry = new EntryTelemetry(log, sender, "gateway");
        await telemetry.AppendAsync(
            new AuditEntry { Kind = AuditKinds.InteractionOpened, Time = DateTimeOffset.UnixEpoch, Actor = "key:a", Interaction = "i1" },
            Cancel);
        await telemetry.AppendAsync(new AuditEntry
        {
            Kind = AuditKinds.InteractionClosed,
            Time = DateTimeOffset.UnixEpoch,
            Actor = "key:a",
            Interaction = "i1",
            Verdict = "redact",
            Findings = new Dictionary<string, int> { ["input.email"] = 2, ["output.iban"] = 1 }
        }, Cancel);
        sender.EnqueueHeartbeat("gateway");
        workspace.Calls.ShouldBeEmpty();
        await sender.DisposeAsync();

        log.Entries.Count.ShouldBe(2);
        sender.Dropped.ShouldBe(answer == HttpStatusCode.NoContent ? 0 : 4);
        var row = workspace.RowsOf(LogTableNames.Interactions).ShouldHaveSingleItem();
        (row.GetProperty("InteractionId").GetString(), row.GetProperty("Verdict").GetString(), row.GetProperty("Findings").GetInt32())
            .ShouldBe(("i1", "redact", 3));
        workspace.RowsOf(LogTableNames.Findings).Count.ShouldBe(2);
        workspace.RowsOf(LogTableNames.Operations)
            .ShouldHaveSingleItem()
            .GetProperty("Kind")
            .GetString()
            .ShouldBe(OperationKinds.Heartbeat);
    }

    /// <summary>An entry that is not durable is not told.</summary>
    [Fact]
    public async Task Tells_NothingOfAnEntryThatFailed()
    {
        var workspace = new Workspace(HttpStatusCode.NoContent);
        var sender = Sender(workspace);
        var telemetry = new EntryTelemetry(new FaultingAuditLog(new InMemoryAuditLog(), FaultPlan.At(1)), sender, "gateway");
        await Should.ThrowAsync<StoreUnavailableException>(async () => await telemetry.AppendAsync(
            new AuditEntry { Kind = AuditKinds.InteractionClosed, Time = DateTimeOffset.UnixEpoch, Actor = "key:a" }, Cancel));
        await sender.DisposeAsync();
        workspace.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task CountsRows_ThatWaitedTooLong()
    {
        var workspace = new Workspace(HttpStatusCode.NoContent);
        var sender = Sender(workspace);
        for (var i = 0; i < 20_010; i++)
        {
            sender.EnqueueHeartbeat("gateway");
        }

        sender.Dropped.ShouldBe(10);
        await sender.DisposeAsync();
        workspace.RowsOf(LogTableNames.Operations).Count.ShouldBe(20_000);
        sender.EnqueueHeartbeat("gateway");
        sender.Dropped.ShouldBe(11, "after the end nothing is taken");
    }

    [Fact]
    public async Task Tells_OfAlertsThatLast_ButIsNoFlood()
    {
        var (workspace, clock, raised) = (new Workspace(HttpStatusCode.NoContent), new FakeTimeProvider(), new RecordingAlerts());
        var sender = Sender(workspace);
        var alerts = new AlertTelemetry(raised, sender, "rotator", clock);
        for (var minute = 0; minute < 9; minute++)
        {
            await alerts.RaiseAsync(Alert("one"), Cancel);
            await alerts.RaiseAsync(Alert("two"), Cancel);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        for (var i = 0; i < 3000; i++)
        {
            await alerts.RaiseAsync(Alert($"flood {i}"), Cancel);
        }

        await sender.DisposeAsync();
        raised.Raised.Count.ShouldBe(3018, "every alert is raised");
        var rows = workspace.RowsOf(LogTableNames.Alerts);
        rows.Count(static r => r.GetProperty("Subject").GetString() == "one").ShouldBe(3);
        rows[0].GetProperty("DueAt").GetString().ShouldBe("2026-01-01T00:00:00Z");
        rows.ShouldAllBe(static r => !r.GetRawText().Contains("sentence"));

        Alert Alert(string key) => new()
        {
            Code = AlertCodes.RotationOverdue,
            Severity = AlertSeverity.Critical,
            Message = "a sentence",
            Time = clock.GetUtcNow(),
            DedupeKey = key,
            Tags = new Dictionary<string, string> { [AlertCodes.Due] = "2026-01-01T00:00:00Z" }
        };
    }

    private static LogSender Sender(Workspace workspace) =>
        new(Ingestion(workspace), new FakeTimeProvider(), NullLogger<LogSender>.Instance);

    private static LogsIngestion Ingestion(Workspace workspace) => new(
        new Uri("https://dce.westeurope-1.ingest.monitor.azure.com"), "dcr-1", new StaticToken(),
        new LogsIngestionOptions
        {
            Transport = new HttpClientTransport(workspace),
            Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) }
        });

    private sealed class Workspace(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        private int _next = -1;

        public ConcurrentQueue<(string Path, byte[] Body)> Calls { get; } = new();

        public List<JsonElement> RowsOf(string table) =>
            [.. Calls.Where(c => c.Path.Contains($"Custom-{table}?", StringComparison.Ordinal))
                .SelectMany(static c => JsonDocument.Parse(c.Body).RootElement.EnumerateArray())];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content!.Headers.ContentEncoding.ShouldBe(["gzip"]);
            await using var gzip = new GZipStream(await request.Content.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress);
            using var body = new MemoryStream();
            await gzip.CopyToAsync(body, cancellationToken);
            if (answers[0] == HttpStatusCode.TooManyRequests && _next < 0)
            {
                Interlocked.Increment(ref _next);
                Calls.Enqueue((request.RequestUri!.PathAndQuery, body.ToArray()));
                return new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.Zero) } };
            }

            Calls.Enqueue((request.RequestUri!.PathAndQuery, body.ToArray()));
            return new HttpResponseMessage(answers[Math.Min(Interlocked.Increment(ref _next), answers.Length - 1)]);
        }
    }
}
