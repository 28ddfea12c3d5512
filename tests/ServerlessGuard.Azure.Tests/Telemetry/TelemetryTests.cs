using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Azure.Tests.Rotation;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Azure.Tests.Telemetry;

/// <summary>What goes over the wire to a data collection endpoint.</summary>
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
        workspace.Calls.ShouldAllBe(static call => call.Path == "/dataCollectionRules/dcr-1/streams/Custom-Guard_CL?api-version=2023-01-01");
        workspace.Calls.Count.ShouldBeGreaterThan(4);

        // The first call came twice: it was throttled once.
        workspace.Calls.Skip(1).SelectMany(static call => JsonDocument.Parse(call.Body).RootElement.EnumerateArray().Select(static row => row.GetProperty("N").GetInt32()))
            .ShouldBe(Enumerable.Range(0, 3000));
    }

    [Fact]
    public async Task SaysWhatIsRefused_WithoutTheRows()
    {
        var refused = await Should.ThrowAsync<StoreUnavailableException>(async () => await Ingestion(new Workspace(HttpStatusCode.Forbidden)).SendAsync("Guard_CL", [new JsonObject { ["a"] = "known-row" }], Cancel));
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
        await using (var telemetry = new EntryTelemetry(log, Ingestion(workspace), new FakeTimeProvider(), NullLogger<EntryTelemetry>.Instance))
        {
            await telemetry.AppendAsync(new AuditEntry { Kind = AuditKinds.InteractionOpened, Time = DateTimeOffset.UnixEpoch, Actor = "key:a", Interaction = "i1" }, Cancel);
            await telemetry.AppendAsync(new AuditEntry { Kind = AuditKinds.InteractionClosed, Time = DateTimeOffset.UnixEpoch, Actor = "key:a", Interaction = "i1", Verdict = "redact", Findings = new Dictionary<string, int> { ["email"] = 2, ["iban"] = 1 } }, Cancel);
            telemetry.Beat("gateway");
            workspace.Calls.ShouldBeEmpty();
        }

        log.Entries.Count.ShouldBe(2);
        var interactions = workspace.Calls.Single(static c => c.Path.Contains("GuardInteractions_CL", StringComparison.Ordinal));
        var row = JsonDocument.Parse(interactions.Body).RootElement.EnumerateArray().ShouldHaveSingleItem();
        (row.GetProperty("InteractionId").GetString(), row.GetProperty("Verdict").GetString(), row.GetProperty("Findings").GetInt32()).ShouldBe(("i1", "redact", 3));
        JsonDocument.Parse(workspace.Calls.Single(static c => c.Path.Contains("GuardOperations_CL", StringComparison.Ordinal)).Body).RootElement[0].GetProperty("Kind").GetString().ShouldBe("heartbeat");
    }

    private static LogsIngestion Ingestion(Workspace workspace) => new(
        new Uri("https://dce.westeurope-1.ingest.monitor.azure.com"), "dcr-1", new StaticToken(),
        new LogsIngestionOptions { Transport = new HttpClientTransport(workspace), Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) } });

    private sealed class Workspace(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        private int _next = -1;

        public ConcurrentQueue<(string Path, byte[] Body)> Calls { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content!.Headers.ContentEncoding.ShouldBe(["gzip"]);
            await using var gzip = new GZipStream(await request.Content.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress);
            using var body = new MemoryStream();
            await gzip.CopyToAsync(body, cancellationToken);
            Calls.Enqueue((request.RequestUri!.PathAndQuery, body.ToArray()));
            return new HttpResponseMessage(answers[Math.Min(Interlocked.Increment(ref _next), answers.Length - 1)]);
        }
    }
}
