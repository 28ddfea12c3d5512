using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Events;

public sealed class EventsEndpointTests
{
    private const string Grid =
        """{"id":"1","topic":"/t","subject":"s","eventType":"Guard.Test","eventTime":"2026-11-23T11:00:00.1234567Z","data":{"ObjectName ":"n"},"dataVersion":"1","metadataVersion":"1"}""";
    private const string Cloud =
        """{"specversion":"1.0","id":"2","source":"/s","subject":"s","type":"guard.test","time":"2026-11-23T11:00:00Z","data":{"n":1}}""";
    private readonly RecordingHandler _handler = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json", Grid, 1)]
    [InlineData("application/json", "[" + Grid + "," + Cloud + "]", 2)]
    [InlineData("application/cloudevents+json; charset=utf-8", Cloud, 1)]
    [InlineData("application/cloudevents-batch+json", "[" + Cloud + "," + Cloud + "]", 2)]
    public async Task Brings_EventsOfBothSchemasToTheirHandler(string type, string body, int count)
    {
        await using var host = await StartAsync();
        using var answer = await DeliverAsync(host, type, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        host.Audit.Entries.Count(static entry => entry.Kind == AuditKinds.EventReceived && entry.Facts["outcome"] == "queued")
            .ShouldBe(count);
        (await host.Service<EventDispatcher>().DrainAsync(Token)).ShouldBe(count);
        _handler.Seen.Count.ShouldBe(count);
        (await host.Service<EventDispatcher>().DrainAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Reads_TheBinaryMode()
    {
        await using var host = await StartAsync();
        using var answer = await DeliverAsync(
            host, "application/json", "{\"n\":1}", ("ce-specversion", "1.0"), ("ce-id", "a%20b"), ("ce-source", "/s"),
            ("ce-type", "Guard.Test"), ("ce-time", "2026-11-23T11:00:00Z"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await host.Service<EventDispatcher>().DrainAsync(Token);
        var seen = _handler.Seen.Single();
        (seen.Id, seen.Source, seen.Data.GetProperty("n").GetInt32(), seen.Time.Hour).ShouldBe(("a b", "/s", 1, 11));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{\"n\":1}", "application/vnd.guard.test+json")]
    public async Task Reads_TheBinaryMode_WithoutData_AndWithAnyJson(string body, string? type)
    {
        await using var host = await StartAsync();
        using var answer = await DeliverAsync(
            host, type ?? "", body, ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "urn:example:s"), ("ce-type", "Guard.Test"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await host.Service<EventDispatcher>().DrainAsync(Token);
        _handler.Seen.Single().Data.ValueKind.ShouldBe(body.Length == 0 ? JsonValueKind.Undefined : JsonValueKind.Object);
    }

    [Theory]
    [InlineData("ce-time", "yesterday")]
    [InlineData("ce-time", "2026-02-30T11:00:00Z")]
    [InlineData("ce-source", "not a uri")]
    [InlineData("ce-my_attribute", "x")]
    public async Task Refuses_ABinaryMode_ThatBreaksTheSpecification(string name, string value)
    {
        await using var host = await StartAsync();
        var headers = new Dictionary<string, string>
        {
            ["ce-specversion"] = "1.0",
            ["ce-id"] = "1",
            ["ce-source"] = "/s",
            ["ce-type"] = "Guard.Test",
            [name] = value
        };
        using var answer = await DeliverAsync(host, "application/json", "{}", [.. headers.Select(static h => (h.Key, h.Value))]);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        host.Audit.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ATrace_ReachesTheEntry_AndWhatIsPublished(bool binary)
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var host = await StartAsync();
        using var answer = binary
            ? await DeliverAsync(
                host, "application/json", "{}", ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "Guard.Test"),
                ("ce-traceparent", Trace))
            : await DeliverAsync(host, "application/json", Cloud.Replace("\"data\"", $"\"traceparent\":\"{Trace}\",\"data\"", StringComparison.Ordinal));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var facts = host.Audit.Entries.Single(static e => e.Kind == AuditKinds.EventReceived).Facts;
        (facts["trace"], facts["span"]).ShouldBe(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
        await host.Service<EventDispatcher>().DrainAsync(Token);
        var seen = _handler.Seen.Single();
        JsonElement.Parse(GuardEventJson.Write(seen).Span).GetProperty("traceparent").GetString()
            .ShouldBe("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    }

    [Theory]
    [InlineData("2026-11-23T11:00:00Z", "2026-11-23T11:00:00.0000000+00:00")]
    [InlineData("2026-11-23t11:00:00.5z", "2026-11-23T11:00:00.5000000+00:00")]
    [InlineData("2026-11-23T11:00:00.123456789+01:30", "2026-11-23T09:30:00.1234567+00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000+00:00")]
    [InlineData("2026-11-23 11:00:00Z", null)]
    [InlineData("2026-11-23T11:00:00", null)]
    [InlineData("2026-11-23T24:00:00Z", null)]
    [InlineData("2026-11-23T11:00:00.Z", null)]
    [InlineData("2026-11-23T11:00:00+25:00", null)]
    [InlineData("0001-01-01T00:00:00+23:00", null)]
    [InlineData("2026-11-23", null)]
    [InlineData("", null)]
    public void Reads_TimesOfRfc3339_Only(string text, string? time) =>
        CloudEventAttributes.TimeOf(text)?.ToString("O").ShouldBe(time);

    [Theory]
    [InlineData("/subscriptions/1/resourceGroups/a(b)", true)]
    [InlineData("urn:uuid:1", true)]
    [InlineData("https://user@[::1]:8080/a?b=%20#c", true)]
    [InlineData("serverlessguard/gateway", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("/%zz", false)]
    [InlineData("1a:b", false)]
    [InlineData("https://host:port/", false)]
    [InlineData("/a[b]", false)]
    [InlineData("/a#b#c", false)]
    [InlineData("/ü", false)]
    public void Takes_UriReferences_AsSources(string text, bool isOne) =>
        (CloudEventAttributes.ProblemOf("source", text) is null).ShouldBe(isOne);

    [Fact]
    public async Task Records_TypesThatNobodyHandlesAsIgnored()
    {
        await using var host = await StartAsync();
        using var answer = await DeliverAsync(host, "application/json", Grid.Replace("Guard.Test", "Else.Where", StringComparison.Ordinal));
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe("{\"queued\":0,\"ignored\":1}");
        host.Audit.Entries.Single().Facts["outcome"].ShouldBe("ignored");
        (await host.Service<EventDispatcher>().DrainAsync(Token)).ShouldBe(0);
    }

    [Theory]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", "[1]", 400)]
    [InlineData("application/json", "{\"id\":\"1\"}", 400)]
    [InlineData("application/json", "{\"specversion\":\"0.3\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\"}", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"type\":\"t\"}", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":2,\"source\":\"/s\",\"type\":\"t\"}", 400)]
    [InlineData(
        "application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"AA==\"}", 400)]
    [InlineData("application/json", "[" + Grid + ",{}]", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"yesterday\"}", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"my_attribute\":\"x\"}", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"Extension\":\"x\"}", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"extension\":{}}", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"not a uri\",\"type\":\"t\"}", 400)]
    [InlineData("application/json", "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"\"}", 400)]
    [InlineData("application/xml", "<e/>", 415)]
    public async Task Refuses_MalformedDeliveriesWhole(string type, string body, int status)
    {
        await using var host = await StartAsync();
        using var answer = await DeliverAsync(host, type, body);
        ((int)answer.StatusCode).ShouldBe(status);
        host.Audit.Entries.ShouldBeEmpty();
        (await host.Service<EventDispatcher>().DrainAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Refuses_MoreThanAMegabyteAndTooManyEvents()
    {
        await using var host = await StartAsync();
        using var large = await DeliverAsync(
            host, "application/json", Grid.Replace("\"n\"", '"' + new string('x', 1024 * 1024) + '"', StringComparison.Ordinal));
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var many = await DeliverAsync(host, "application/json", $"[{string.Join(',', Enumerable.Repeat(Cloud, 1001))}]");
        many.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Answers_EventGridsHandshake()
    {
        await using var host = await StartAsync();
        const string body =
            """[{"id":"1","topic":"/t","subject":"","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-11-23T11:00:00Z","data":{"validationCode":"512d38b6","validationUrl":"https://example.com"},"dataVersion":"1"}]""";
        using var answer = await DeliverAsync(host, "application/json", body, ("aeg-event-type", "SubscriptionValidation"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe("{\"validationResponse\":\"512d38b6\"}");
        using var other = await DeliverAsync(host, "application/json", Grid, ("aeg-event-type", "SubscriptionValidation"));
        other.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("eventgrid.azure.net", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("*", 403)]
    [InlineData(null, 403)]
    public async Task Answers_CloudEventsHandshakeToKnownOriginsOnly(string? origin, int status)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/events");
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
        request.Headers.TryAddWithoutValidation("WebHook-Request-Rate", "120");
        using var answer = await host.Client.SendAsync(request, Token);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.Contains("WebHook-Allowed-Origin").ShouldBe(status == 200);
        if (status == 200)
        {
            answer.Headers.GetValues("WebHook-Allowed-Rate").ShouldBe(["120"]);
        }
    }

    [Fact]
    public async Task Takes_NothingFromCallersWithoutTheRole()
    {
        await using var host = await StartAsync();
        var key = await host.KeyAsync("claims");
        using var content = new StringContent(Cloud, Encoding.UTF8, "application/json");
        using var application = await host.SendAsync(HttpMethod.Post, "/events", key, content);
        application.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var again = new StringContent(Cloud, Encoding.UTF8, "application/json");
        using var stranger = await host.SendAsync(HttpMethod.Post, "/events", content: again);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Asks_ForRedeliveryWhenTheQueueIsDown()
    {
        await using var host = await StartAsync(
            static services => services.AddSingleton<IWorkQueue>(new FaultingWorkQueue(new InMemoryWorkQueue(), FaultPlan.From(1))));
        using var answer = await DeliverAsync(host, "application/json", Grid);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Retries_AFailingHandlerAndAlertsWhenItGivesUp()
    {
        await using var host = await StartAsync();
        using var answer = await DeliverAsync(host, "application/json", Grid);
        _handler.Failing = true;
        for (var i = 0; i < 12; i++)
        {
            await host.Service<EventDispatcher>().DrainAsync(Token);
            host.Clock.Advance(TimeSpan.FromHours(1));
        }

        _handler.Seen.Count.ShouldBe(host.Queue.MaxDeliveries);
        (await host.Queue.PeekPoisonAsync(EventDispatcher.QueueName, 10, Token)).Count.ShouldBe(1);
        ((RecordingAlerts)host.Service<IAlertSink>()).Raised.Single().Code.ShouldBe("event.poisoned");
    }

    [Fact]
    public void Writes_WhatItReads()
    {
        GuardEventJson.TryRead(JsonDocument.Parse(Grid).RootElement, default, out var value, out _).ShouldBeTrue();
        GuardEventJson.TryRead(JsonDocument.Parse(GuardEventJson.Write(value!)).RootElement, default, out var again, out _).ShouldBeTrue();

        // Written it is a CloudEvent: its source is nobody's word for the topic any more.
        (again! with { Data = default }).ShouldBe(value! with { Data = default, Topic = null });
        again!.Data.GetRawText().ShouldBe(value!.Data.GetRawText());
    }

    private static async Task<HttpResponseMessage> DeliverAsync(
        GuardHost host, string type, string body, params (string Name, string Value)[] headers)
    {
        var key = await host.Keys.CreateAsync("grid", ["events"], null, Token) is { } made
            ? made.Key
            : (await host.Keys.CreateAsync($"grid-{body.Length}", ["events"], null, Token))!.Key;
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/events")
        { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await host.Client.SendAsync(request, Token);
    }

    private Task<GuardHost> StartAsync(Action<IServiceCollection>? services = null) => GuardHost.StartAsync(services: collection =>
    {
        collection.AddSingleton<IGuardEventHandler>(_handler);
        services?.Invoke(collection);
    });
}
