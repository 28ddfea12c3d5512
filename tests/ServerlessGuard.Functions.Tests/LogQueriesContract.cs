using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;
using ServerlessGuard.Functions.Tests.Authorization;

namespace ServerlessGuard.Functions.Tests;

/// <summary>
/// The requests of an adapter for log queries, and its results from the service's own answers. Every adapter passes the same.
/// </summary>
public abstract class LogQueriesContract : HttpMessageHandler
{
    private readonly List<Asked> _asked = [];
    private HttpStatusCode _status = HttpStatusCode.OK;
    private string _answer = """{"tables":[{"name":"PrimaryResult","columns":[],"rows":[]}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_ThisRequest()
    {
        await AskAsync(TelemetryQuery.WhoActed, TimeSpan.FromDays(90));

        var asked = _asked.ShouldHaveSingleItem();
        (asked.Method, asked.Address).ShouldBe(
            ("POST", "https://api.loganalytics.io/v1/workspaces/44444444-4444-4444-4444-444444444444/query"));
        (asked.Wait, asked.Accept, asked.ContentType).ShouldBe(("wait=180", "application/json", "application/json"));
        asked.Timeout.ShouldBe(TimeSpan.FromSeconds(195), "The client must wait longer than the service works.");
        asked.Body.Select(static field => field.Key).ShouldBe(["query", "timespan"], ignoreOrder: true);
        asked.Body["query"]!.GetValue<string>().ShouldBe($"{TelemetryQuery.WhoActed.Kql}\n| take 5001");
        asked.Body["timespan"]!.GetValue<string>().ShouldBe("P90D");
    }

    [Fact]
    public async Task Reads_EachType()
    {
        _answer = """
            {"tables":[{"name":"PrimaryResult","columns":[{"name":"Caller","type":"string"},{"name":"Calls","type":"long"},{"name":"Last","type":"datetime"},{"name":"Share","type":"real"},{"name":"Few","type":"int"},{"name":"Ok","type":"bool"}],
            "rows":[["a",12345678901,"2026-05-30T01:02:03.4567891Z",0.5,7,true],["",null,null,null,null,null]]}]}
            """;
        var rows = await AskAsync(TelemetryQuery.WhoActed, TimeSpan.FromDays(90));

        rows.Count.ShouldBe(2);
        (rows[0]["Caller"], rows[0]["Calls"], rows[0]["Share"], rows[0]["Few"], rows[0]["Ok"]).ShouldBe(("a", 12345678901L, 0.5, 7L, true));
        rows[0]["Last"].ShouldBe(new DateTimeOffset(2026, 5, 30, 1, 2, 3, TimeSpan.Zero).AddTicks(4567891));
        rows[1]["Caller"].ShouldBe("");
        new[] { "Calls", "Last", "Share", "Few", "Ok" }.ShouldAllBe(column => rows[1][column] == null);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, """{"error":{"code":"InsufficientAccessError","message":"known-words"}}""")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"code":"BadArgumentError","message":"known-words"}}""")]
    [InlineData(
        HttpStatusCode.OK,
        """{"tables":[{"name":"PrimaryResult","columns":[],"rows":[]}],"error":{"code":"PartialError","message":"known-words"}}""")]
    public async Task AnAnswerThatIsNoneOrNotWhole_IsAFailure_WithoutTheServicesWords(HttpStatusCode status, string answer)
    {
        (_status, _answer) = (status, answer);
        var failed = await Should.ThrowAsync<StoreUnavailableException>(
            async () => await AskAsync(TelemetryQuery.WhoActed, TimeSpan.FromDays(1)));
        failed.ToString().ShouldNotContain("known-words");
    }

    [Fact]
    public async Task MoreRowsThanAskedFor_AreAFailure()
    {
        var rows = string.Join(',', Enumerable.Repeat("""["data","2026-01-01T00:00:00Z"]""", TelemetryQuery.HowFarBack.MostRows + 1));
        _answer =
            $$"""{"tables":[{"name":"PrimaryResult","columns":[{"name":"Source","type":"string"},{"name":"First","type":"datetime"}],"rows":[{{rows}}]}]}""";
        (await Should.ThrowAsync<StoreUnavailableException>(
            async () => await AskAsync(TelemetryQuery.HowFarBack, TimeSpan.FromDays(1)))).Message.ShouldContain("more than 10 rows");
    }

    /// <summary>The adapter as the app makes it, over the transport given.</summary>
    protected abstract ITelemetryQueries Create(string workspace, TokenCredential credential, Action<ClientOptions> configure);

    protected ValueTask<IReadOnlyList<IReadOnlyDictionary<string, object?>>> AskAsync(TelemetryQuery question, TimeSpan back) =>
        Create(AuthorizingProxy.Workspace, AuthorizingProxy.TokenOf("auditor"), options =>
        {
            options.Transport = new Watched(this, new HttpClientTransport(this));
            options.Retry.MaxRetries = 0;
        }).AskAsync(question, back, Cancel);

    protected void Answer(string answer) => _answer = answer;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        new(_status) { Content = new StringContent(_answer, Encoding.UTF8, "application/json") };

    private sealed record Asked(
        string Method, string Address, string? Wait, string? Accept, string? ContentType, TimeSpan? Timeout, JsonObject Body);

    /// <summary>Sees each request as the pipeline hands it over, with the time that the client gives it.</summary>
    private sealed class Watched(LogQueriesContract test, HttpPipelineTransport inner) : HttpPipelineTransport
    {
        public override Request CreateRequest() => inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException("Only asynchronous calls are made.");

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            var request = message.Request;
            using var body = new MemoryStream();
            await request.Content!.WriteToAsync(body, message.CancellationToken);
            test._asked.Add(new(
                request.Method.Method, request.Uri.ToString(), Header("prefer"), Header("Accept"), Header("Content-Type"),
                message.NetworkTimeout, JsonNode.Parse(body.ToArray())!.AsObject()));
            await inner.ProcessAsync(message);

            string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? value : null;
        }
    }
}
