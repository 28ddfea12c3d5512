using System.Net;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Web.Tests.Review;

public sealed class IdempotencyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheSameRequest_GetsTheSameAnswer_AndTheModelIsAskedOnce(bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = stream ? ScriptedModel.Events(Chat.Stream("Hello.")) : ScriptedModel.Json(Chat.Answer("Hello."));
        var request = Chat.Request("Hi", stream);

        using var first = await host.PostAsync("strict", Chat.Path, request, ("Idempotency-Key", "one"));
        var body = await first.TextAsync();
        using var second = await host.PostAsync("strict", Chat.Path, request, ("Idempotency-Key", "one"));

        (await second.TextAsync()).ShouldBe(body);
        second.Headers.GetValues("Guard-Interaction").ShouldBe(first.Headers.GetValues("Guard-Interaction"));
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        host.Model.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AModelThatWasStopped_AnswersNothingAgain(bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = stream ? ScriptedModel.Events(Chat.Stream("Hello.")) : ScriptedModel.Json(Chat.Answer("Hello."));
        var request = Chat.Request("Hi", stream);
        using var first = await host.PostAsync("strict", Chat.Path, request, ("Idempotency-Key", "one"));
        (await first.TextAsync()).ShouldContain("Hello");

        await host.Service<ModelRoutes>()
            .ChangeAsync("claims-ft", static route => route with { StoppedBy = "user:anna" }, TestContext.Current.CancellationToken);
        using var second = await host.PostAsync("strict", Chat.Path, request, ("Idempotency-Key", "one"));

        second.IsSuccessStatusCode.ShouldBeFalse();
        (await second.TextAsync()).ShouldNotContain("Hello");
    }

    [Fact]
    public async Task AHeldRequest_KeepsItsCase()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer($"The key is {HeldResponseTests.Secret}."));
        var request = Chat.Request("Which key?");

        using var first = await host.PostAsync("holding", Chat.Path, request, ("Idempotency-Key", "one"));
        using var second = await host.PostAsync("holding", Chat.Path, request, ("Idempotency-Key", "one"));

        second.Headers.GetValues("Guard-Case").ShouldBe(first.Headers.GetValues("Guard-Case"));
        host.Kinds.Count(static kind => kind == "case.opened").ShouldBe(1);
    }

    [Fact]
    public async Task TheSameKey_WithAnotherBody_IsRefused()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Hello."));

        using var first = await host.PostAsync("strict", Chat.Path, Chat.Request("Hi"), ("Idempotency-Key", "one"));
        using var other = await host.PostAsync("strict", Chat.Path, Chat.Request("Hi!"), ("Idempotency-Key", "one"));
        using var stranger = await host.PostAsync("holding", Chat.Path, Chat.Request("Hi!"), ("Idempotency-Key", "one"));

        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        stranger.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WhileTheFirstIsAnswered_ARepeatIsToldToWait()
    {
        await using var host = await GatewayHost.StartAsync();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Model.Script = async (http, seen) =>
        {
            asked.SetResult();
            await answer.Task;
            await ScriptedModel.Json(Chat.Answer("Hello."))(http, seen);
        };
        var first = host.PostAsync("strict", Chat.Path, Chat.Request("Hi"), ("Idempotency-Key", "one"));
        await asked.Task;

        using (var meanwhile = await host.PostAsync("strict", Chat.Path, Chat.Request("Hi"), ("Idempotency-Key", "one")))
        {
            meanwhile.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }

        answer.SetResult();
        using var done = await first;
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AFailure_IsNotKept()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json("{}", 500);
        using (var failed = await host.PostAsync("strict", Chat.Path, Chat.Request("Hi"), ("Idempotency-Key", "one")))
        {
            failed.IsSuccessStatusCode.ShouldBeFalse();
        }

        host.Model.Script = ScriptedModel.Json(Chat.Answer("Hello."));
        using var again = await host.PostAsync("strict", Chat.Path, Chat.Request("Hi"), ("Idempotency-Key", "one"));
        (await again.ContentAsync()).ShouldBe("Hello.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    public async Task AKeyThatIsNone_IsRefused(string key)
    {
        await using var host = await GatewayHost.StartAsync();

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hi"), ("Idempotency-Key", key));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
