using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Web.Tests.Review;

/// <summary>Engines and callbacks over real HTTP.</summary>
public sealed class WebhookTests
{
    private const string Secret = "signing-secret";

    private static readonly CaseRecord Case = new()
    {
        Id = "01CASE",
        Kind = CaseKind.Output,
        Subject = "m",
        Application = "claims",
        Reasons = ["review.risk"],
        Risk = 0.7,
        State = CaseState.Open,
        Opened = DateTimeOffset.UnixEpoch,
        Due = DateTimeOffset.UnixEpoch.AddMinutes(30),
        Journal = [],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnEngine_IsAskedWithASignature_AndItsDecisionIsRead()
    {
        await using var receiver = await Receiver.StartAsync(static (_, _) => (200, """{"decision":"approve"}"""));
        await using var services = await ServicesAsync();
        var engine = services.GetRequiredService<IPolicyEngine>();

        var content = new CaseContent { Protocol = "chat", Texts = [new CaseText("text0", "output", "An answer", [])] };
        (await engine.AskAsync(new EngineInput(new EnginePolicy("risk", receiver.Address, "engine-key", true), Case, content), Stop))
            .ShouldBe(EngineDecision.Approve);

        var (headers, body) = receiver.Got.ShouldHaveSingleItem();
        headers["webhook-id"].ToString().ShouldBe("01CASE");
        headers["webhook-signature"]
            .ToString()
            .ShouldBe("v1," + SignedWebhooks.Sign(Secret, "01CASE", headers["webhook-timestamp"].ToString(), Encoding.UTF8.GetBytes(body)));
        var asked = JsonNode.Parse(body)!;
        asked["reasons"]![0]!.GetValue<string>().ShouldBe("review.risk");
        asked["texts"]![0]!["text"]!.GetValue<string>().ShouldBe("An answer");
    }

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, """{"decision":"maybe"}""")]
    [InlineData(200, "nonsense")]
    [InlineData(404, """{"decision":"approve"}""")]
    [InlineData(302, """{"decision":"approve"}""")]
    public async Task AnAnswerThatIsNone_IsAFailure(int status, string answer)
    {
        await using var receiver = await Receiver.StartAsync((_, _) => (status, answer));
        await using var services = await ServicesAsync();
        var engine = services.GetRequiredService<IPolicyEngine>();

        await Should.ThrowAsync<Exception>(async () => await engine.AskAsync(
            new EngineInput(new EnginePolicy("risk", receiver.Address, "engine-key", false), Case, null), Stop));
        receiver.Got.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ACallback_IsASignedCloudEvent_RetriedWithTheSameId()
    {
        await using var receiver = await Receiver.StartAsync(static (call, _) => (call == 1 ? 503 : 200, ""));
        await using var services = await ServicesAsync();
        var callbacks = services.GetRequiredService<ICaseCallbackSender>();

        await callbacks.SendAsync(
            new CallbackPolicy(receiver.Address, "engine-key"),
            new CaseNotification("01CASE.2", "01CASE", CaseKind.Output, CaseState.Approved, "i", DateTimeOffset.UnixEpoch, null), Stop);

        receiver.Got.Count.ShouldBe(2);
        receiver.Got.Select(static got => got.Headers["webhook-id"].ToString()).Distinct().ShouldBe(["01CASE.2"]);
        var told = JsonNode.Parse(receiver.Got[1].Body)!;
        (told["type"]!.GetValue<string>(), told["data"]!["state"]!.GetValue<string>(), told["specversion"]!.GetValue<string>())
            .ShouldBe(("ServerlessGuard.CaseDecided", "approved", "1.0"));
        receiver.Got[1].Headers.ContentType.ToString().ShouldStartWith("application/cloudevents+json");
    }

    [Fact]
    public async Task WithoutItsSecret_NothingIsSent()
    {
        await using var receiver = await Receiver.StartAsync(static (_, _) => (200, """{"decision":"approve"}"""));
        await using var services = await ServicesAsync();

        await Should.ThrowAsync<InvalidOperationException>(async () => await services.GetRequiredService<IPolicyEngine>()
            .AskAsync(new EngineInput(new EnginePolicy("risk", receiver.Address, "no-such-key", false), Case, null), Stop));
        receiver.Got.ShouldBeEmpty();
    }

    /// <summary>The example of the Standard Webhooks specification's libraries.</summary>
    [Fact]
    public void Signs_AsTheSpecificationDoes() =>
        SignedWebhooks.Sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", """{"test": 2432232314}"""u8)
            .ShouldBe("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    private static async Task<ServiceProvider> ServicesAsync()
    {
        var secrets = new InMemorySecretStore();
        await secrets.SetAsync("engine-key", Secret, SecretAttributes.None, CancellationToken.None);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<ISecretStore>(secrets);
        services.AddGuardReview();
        return services.BuildServiceProvider();
    }

    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public Uri Address => new(app.Urls.First() + "/decide");

        public List<(IHeaderDictionary Headers, string Body)> Got { get; } = [];

        public static async Task<Receiver> StartAsync(Func<int, string, (int Status, string Body)> answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var receiver = new Receiver(app);
            app.Run(async http =>
            {
                using var reader = new StreamReader(http.Request.Body);
                var body = await reader.ReadToEndAsync(http.RequestAborted);
                receiver.Got.Add((new HeaderDictionary(http.Request.Headers.ToDictionary()), body));
                var (status, text) = answer(receiver.Got.Count, body);
                http.Response.StatusCode = status;
                http.Response.Headers.Location = status == 302 ? "/elsewhere" : default(string);
                await http.Response.WriteAsync(text, http.RequestAborted);
            });
            await app.StartAsync(Stop);
            return receiver;
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
