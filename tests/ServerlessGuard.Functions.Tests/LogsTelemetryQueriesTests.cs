using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Monitor.Query;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Functions.Tests.Door;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The adapter over the service's own answers.</summary>
public sealed class LogsTelemetryQueriesTests : HttpMessageHandler
{
    private readonly List<(string Path, JsonNode Body)> _asked = [];
    private HttpStatusCode _status = HttpStatusCode.OK;
    private string _answer = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_AndReadsEachType()
    {
        _answer = """
            {"tables":[{"name":"PrimaryResult","columns":[{"name":"Caller","type":"string"},{"name":"Calls","type":"long"},{"name":"Last","type":"datetime"},{"name":"Share","type":"real"},{"name":"Few","type":"int"},{"name":"Ok","type":"bool"}],
            "rows":[["a",12345678901,"2026-05-30T01:02:03.4567891Z",0.5,7,true],["",null,null,null,null,null]]}]}
            """;
        var rows = await Queries().AskAsync(TelemetryQuestion.WhoActed, TimeSpan.FromDays(90), Cancel);

        rows.Count.ShouldBe(2);
        (rows[0]["Caller"], rows[0]["Calls"], rows[0]["Share"], rows[0]["Few"], rows[0]["Ok"]).ShouldBe(("a", 12345678901L, 0.5, 7L, true));
        rows[0]["Last"].ShouldBeOfType<DateTimeOffset>().Year.ShouldBe(2026);
        rows[1]["Calls"].ShouldBeNull();
        var (path, body) = _asked.ShouldHaveSingleItem();
        path.ShouldBe("/v1/workspaces/44444444-4444-4444-4444-444444444444/query");
        body["timespan"]!.GetValue<string>().ShouldBe("P90D");
        body["query"]!.GetValue<string>().ShouldStartWith(TelemetryQuestion.WhoActed.Kql);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"error":{"code":"InsufficientAccessError","message":"known-words"}}""")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"code":"BadArgumentError","message":"known-words"}}""")]
    [InlineData(HttpStatusCode.OK, """{"tables":[{"name":"PrimaryResult","columns":[],"rows":[]}],"error":{"code":"PartialError","message":"known-words"}}""")]
    public async Task AnAnswerThatIsNoneOrNotWhole_IsAFailure_WithoutTheServicesWords(HttpStatusCode status, string answer)
    {
        (_status, _answer) = (status, answer);
        var failed = await Should.ThrowAsync<StoreUnavailableException>(async () => await Queries().AskAsync(TelemetryQuestion.WhoActed, TimeSpan.FromDays(1), Cancel));
        failed.ToString().ShouldNotContain("known-words");
    }

    [Fact]
    public async Task MoreRowsThanAskedFor_AreAFailure()
    {
        var rows = string.Join(',', Enumerable.Repeat("""["data","2026-01-01T00:00:00Z"]""", TelemetryQuestion.HowFarBack.MostRows + 1));
        _answer = $$"""{"tables":[{"name":"PrimaryResult","columns":[{"name":"Source","type":"string"},{"name":"First","type":"datetime"}],"rows":[{{rows}}]}]}""";
        (await Should.ThrowAsync<StoreUnavailableException>(async () => await Queries().AskAsync(TelemetryQuestion.HowFarBack, TimeSpan.FromDays(1), Cancel))).Message.ShouldContain("more than 10 rows");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Add((request.RequestUri!.AbsolutePath, JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!));
        return new HttpResponseMessage(_status) { Content = new StringContent(_answer, Encoding.UTF8, "application/json") };
    }

    private LogsTelemetryQueries Queries() => new(
        new LogsQueryClient(GuardedAzure.TokenOf("auditor"), new LogsQueryClientOptions { Transport = new HttpClientTransport(this), Retry = { MaxRetries = 0 } }),
        GuardedAzure.Workspace);
}
