using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Messaging.EventGrid;
using ServerlessGuard.Azure.Events;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Tests.Events;

/// <summary>The requests to a topic, read back by the guard's own reader.</summary>
public sealed class EventGridPublisherTests
{
    private static readonly GuardEvent Told = new()
    {
        Id = "01JABC",
        Source = "/guard/gateway",
        Type = "ServerlessGuard.CredentialLeaked",
        Subject = "claims-key",
        Time = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero),
        Data = JsonElement.Parse("""{"mark":"0a1b"}"""),
        Trace = TraceParent.Parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sends_CloudEvents_ThatTheGuardReads_AndTriesAgainWhenThrottled()
    {
        var topic = new Topic(HttpStatusCode.TooManyRequests, HttpStatusCode.OK);
        await Publisher(topic).PublishAsync(Told, Cancel);
        topic.Bodies.Count.ShouldBe(2);
        var sent = JsonElement.Parse(topic.Bodies.Last());
        GuardEventJson.TryRead(sent.ValueKind == JsonValueKind.Array
            ? sent[0]
            : sent, DateTimeOffset.UnixEpoch, out var read, out var problem).ShouldBeTrue(problem);
        (read!.Id, read.Source, read.Type, read.Subject, read.Time).ShouldBe((Told.Id, Told.Source, Told.Type, Told.Subject, Told.Time));
        read.Trace.ShouldBe(Told.Trace);
        read.Data.GetProperty("mark").GetString().ShouldBe("0a1b");
        topic.Authorization.ShouldBe($"Bearer {StaticToken.Value}");
    }

    [Fact]
    public async Task SaysThatItCouldNotTell_WithoutTheEvent()
    {
        var refused = await Should.ThrowAsync<StoreUnavailableException>(
            async () => await Publisher(new Topic(HttpStatusCode.Forbidden)).PublishAsync(Told, Cancel));
        refused.Message.ShouldContain("403");
        refused.ToString().ShouldNotContain("0a1b");
    }

    private static EventGridPublisher Publisher(Topic topic) => new(new EventGridPublisherClient(
        new Uri("https://guard.westeurope-1.eventgrid.azure.net/api/events"), new StaticToken(),
        new EventGridPublisherClientOptions
        {
            Transport = new HttpClientTransport(topic),
            Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) }
        }));

    private sealed class Topic(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        private int _next = -1;

        public ConcurrentQueue<string> Bodies { get; } = new();

        public string? Authorization { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
            Authorization = request.Headers.Authorization?.ToString();
            return new HttpResponseMessage(answers[Math.Min(Interlocked.Increment(ref _next), answers.Length - 1)]);
        }
    }
}
