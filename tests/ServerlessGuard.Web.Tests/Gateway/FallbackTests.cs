using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Testing.Models;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Another model stands in for one that is out of service: only one that the policy names and the application may use.</summary>
public sealed class FallbackTests
{
    private const string Answer = """
        {"id":"a","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Good day"},"finish_reason":"stop"}]}
        """;

    private static readonly string[] Everything = ["first", "second", "third"];

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task AnotherModel_StandsIn_ForOneThatIsOutOfService(int status)
    {
        await using var bed = await Bed.StartAsync(Everything);
        bed.First.Script = ScriptedModel.Json("""{"error":{"message":"busy"}}""", status);

        using var response = await bed.AskAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.TextAsync()).ShouldContain("Good day");
        ((string?)bed.Second.Requests.ShouldHaveSingleItem().Json["model"]).ShouldBe("second-v2");
        bed.Second.Requests[0].Body.ShouldContain("Hello  \\u0041", Case.Sensitive); // nothing else of the request changes
        var closed = bed.Host.Audit.Entries[^1];
        (closed.Facts["model"], closed.Facts["fallback"], closed.Facts["deployment"]).ShouldBe(("first", "second", "second-v2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnotherModel_StandsIn_ForOneThatCannotBeReached(bool stream)
    {
        await using var bed = await Bed.StartAsync(Everything);
        await bed.First.DisposeAsync();
        bed.Second.Script = stream
            ? ScriptedModel.Events(Chat.Text("Good day"), Chat.Chunk([], "stop"), "data: [DONE]\n\n")
            : ScriptedModel.Json(Answer);

        using var response = await bed.AskAsync(stream);

        (await response.TextAsync()).ShouldContain("Good day");
    }

    [Fact]
    public async Task AModelThatTakesTooLong_IsLeft_AfterItsOwnTime()
    {
        await using var bed = await Bed.StartAsync(Everything, timeout: "1s");
        var left = new TaskCompletionSource();
        bed.First.Script = async (http, _) =>
        {
            await using var aborted = http.RequestAborted.Register(left.SetResult);
            await left.Task;
        };

        using var response = await bed.AskAsync();

        (await response.TextAsync()).ShouldContain("Good day");
        await left.Task;
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task ARequestThatIsWrong_IsWrongForEveryModel(int status)
    {
        await using var bed = await Bed.StartAsync(Everything);
        bed.First.Script = ScriptedModel.Json("""{"error":{"message":"no"}}""", status);

        using var response = await bed.AskAsync();

        response.IsSuccessStatusCode.ShouldBeFalse();
        bed.Second.Requests.ShouldBeEmpty();
        bed.Third.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task AModel_ThatTheApplicationMayNotUse_OrThatIsStopped_DoesNotStandIn()
    {
        await using var bed = await Bed.StartAsync(["first", "third"]);
        bed.First.Script = ScriptedModel.Json("{}", 503);
        using (var response = await bed.AskAsync())
        {
            (await response.TextAsync()).ShouldContain("Good day");
        }

        bed.Second.Requests.ShouldBeEmpty();
        bed.Third.Requests.Count.ShouldBe(1);
        await bed.Host.Service<ModelRoutes>().ChangeAsync("third", static r => r with { StoppedBy = "user:anna" }, CancellationToken.None);
        using var last = await bed.AskAsync();

        last.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        bed.Third.Requests.Count.ShouldBe(1);
        bed.Host.Audit.Entries[^1].Facts.ShouldNotContainKey("fallback");
    }

    [Fact]
    public async Task WhereNobodyAnswers_TheLastFailureIsTold()
    {
        await using var bed = await Bed.StartAsync(Everything);
        bed.First.Script = ScriptedModel.Json("{}", 500);
        bed.Second.Script = ScriptedModel.Json("{}", 429);
        await bed.Third.DisposeAsync();

        using var response = await bed.AskAsync();

        (await response.TextAsync()).ShouldContain("model_unreachable");
        bed.Host.Kinds[^1].ShouldStartWith("interaction.closed");
    }

    [Theory]
    [InlineData("first: { platform: openai, fallback: [first] }", "A model cannot stand in for itself.")]
    [InlineData("first: { platform: openai, fallback: [absent] }", "absent")]
    [InlineData("first: { platform: openai, fallback: [claude] }", "speaks another protocol")]
    [InlineData("first: { platform: openai, fallback: [second, second] }", "twice")]
    [InlineData("first: { platform: openai, key_env: OPENAI_API_KEY }", "needs an endpoint of its own")]
    [InlineData("first: { platform: openai, endpoint: \"https://a.example\", key_env: \"sk-1 2\" }", "Write the variable's name alone")]
    public void AFaultyModel_IsRefused(string model, string message) =>
        PolicyLoader.Load(
            $$"""
            version: 1
            applications:
              - { id: app, tier: t, models: [first], callers: ["key:app"] }
            tiers: { t: {} }
            models:
              {{model}}
              second: { platform: openai }
              claude: { platform: anthropic }
            """, "guard.yaml").Errors.ShouldContain(error => $"{error.Message} {error.SuggestedFix}".Contains(message, StringComparison.Ordinal));

    private sealed class Bed : IAsyncDisposable, IPolicySource
    {
        public ScriptedModel First { get; private init; } = null!;

        public ScriptedModel Second { get; private init; } = null!;

        public ScriptedModel Third { get; private init; } = null!;

        public GatewayHost Host { get; private set; } = null!;

        public GuardPolicy Current { get; private init; } = null!;

        public static async Task<Bed> StartAsync(string[] allowed, string timeout = "1h")
        {
            var (first, second, third) = (await ScriptedModel.StartAsync(ScriptedModel.Json(Answer)),
                await ScriptedModel.StartAsync(ScriptedModel.Json(Answer)), await ScriptedModel.StartAsync(ScriptedModel.Json(Answer)));
            var policy = PolicyLoader.Load(
                $$"""
                version: 1
                applications:
                  - { id: app, tier: t, models: [{{string.Join(", ", allowed)}}], callers: ["key:app"] }
                tiers: { t: {} }
                models:
                  first: { platform: openai, endpoint: "{{first.Address}}v1", timeout: {{timeout}}, fallback: [second, third] }
                  second: { platform: openai, endpoint: "{{second.Address}}v1", deployment: second-v2 }
                  third: { platform: openai, endpoint: "{{third.Address}}v1" }
                """, "guard.yaml");
            policy.Errors.ShouldBeEmpty();
            var bed = new Bed { First = first, Second = second, Third = third, Current = policy.Policy! };
            bed.Host = await GatewayHost.StartAsync(services => services.AddSingleton<IPolicySource>(bed));
            return bed;
        }

        public Task<HttpResponseMessage> AskAsync(bool stream = false) => Host.PostAsync(
            "app", Chat.Path,
            $$"""{ "model": "first", "stream": {{(stream ? "true" : "false")}}, "messages": [{"role":"user","content":"Hello  \u0041"}] }""");

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await First.DisposeAsync();
            await Second.DisposeAsync();
            await Third.DisposeAsync();
        }
    }
}
