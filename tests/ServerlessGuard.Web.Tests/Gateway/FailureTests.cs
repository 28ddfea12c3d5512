using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Web.Tests.Gateway;

public sealed class FailureTests
{
    [Theory]
    [InlineData(429, 429, "rate_limit_exceeded")]
    [InlineData(500, 502, "rate_limit_exceeded")]
    [InlineData(503, 503, "rate_limit_exceeded")]
    [InlineData(401, 502, "model_credential")]
    [InlineData(404, 502, "model_not_deployed")]
    [InlineData(400, 400, "rate_limit_exceeded")]
    public async Task ModelsErrors_BecomeOpenAiErrors(int status, int expected, string code)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = async (http, seen) =>
        {
            http.Response.Headers.RetryAfter = "17";
            await ScriptedModel.Json(
                """{"error":{"message":"Bad words by jane.roe@northwind.example","type":"requests","code":"rate_limit_exceeded"}}""",
                status)(http, seen);
        };

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        ((int)response.StatusCode).ShouldBe(expected);
        var error = (await response.JsonAsync())["error"]!;
        error["code"]!.GetValue<string>().ShouldBe(code);
        error["message"]!.GetValue<string>().ShouldNotContain("jane.roe");
        (response.Headers.RetryAfter?.Delta == TimeSpan.FromSeconds(17)).ShouldBe(status is 429 or >= 500);
        host.Kinds.ShouldBe(["interaction.opened", "interaction.closed:allow"]);
        host.Audit.Entries[^1].Facts.ShouldContainKeyAndValue("error", code);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"choices":"x"}""")]
    [InlineData("""{"choices":[{"index":0,"message":{"role":"assistant","content":"\ud800"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"message":{"content":"a"},"message":{"content":"b"}}]}""")]
    public async Task MalformedAnswers_AreNotPassedOn(string body)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(body);

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        (response.StatusCode is HttpStatusCode.BadGateway
            || (await response.TextAsync()).Contains("content_filter", StringComparison.Ordinal)).ShouldBeTrue();
        host.Kinds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task UnreachableModel_Is502()
    {
        await using var host = await GatewayHost.StartAsync(options: static gateway => gateway.Upstream = new Uri("http://127.0.0.1:1"));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.JsonAsync())["error"]!["code"]!.GetValue<string>().ShouldBe("model_unreachable");
    }

    [Fact]
    public async Task SilentModel_Is504()
    {
        await using var host = await GatewayHost.StartAsync(
            options: static gateway => gateway.ResponseTimeout = TimeSpan.FromMilliseconds(50));
        host.Model.Script = static async (http, _) => await Task.Delay(Timeout.Infinite, http.RequestAborted)
            .ContinueWith(static _ => { }, TaskScheduler.Default);

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
    }

    /// <summary>
    /// A front end gives up on a request without a byte of its answer, and nothing of a plain one goes out before its end.
    /// </summary>
    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task PlainAnswerThatNeverEnds_Is504(int status)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton<TimeProvider>(clock),
            static gateway => gateway.ResponseTimeout = TimeSpan.FromMinutes(1));
        host.Model.Script = async (http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json";
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(" "u8.ToArray(), CancellationToken.None);
                await http.Response.Body.FlushAsync(CancellationToken.None);
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        };

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
    }

    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    public async Task BrokenStream_EndsInAnError_AndIsInterrupted(string application)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Chat.Text("The number is 4111 1111"));

        using var response = await host.PostAsync(application, Chat.Path, Chat.Request("Hello", stream: true));

        var stream = await response.TextAsync();
        stream.ShouldContain("model_stream_broken");
        stream.ShouldNotContain("4111");
        host.Kinds[^1].ShouldStartWith("interaction.interrupted");
    }

    [Fact]
    public async Task MalformedEvent_EndsTheStream()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Events(Chat.Text("Hello"), "data: {broken\n\n", Chat.Chunk([], "stop"), "data: [DONE]\n\n");

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello", stream: true));

        (await response.TextAsync()).ShouldContain("model_malformed");
    }

    [Fact]
    public async Task AnswerBeyondTheBound_Is502()
    {
        await using var host = await GatewayHost.StartAsync(options: static gateway => gateway.MaxResponseBytes = 2048);
        host.Model.Script = ScriptedModel.Json(Chat.Answer(new string('x', 4096)));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        (await response.JsonAsync())["error"]!["code"]!.GetValue<string>().ShouldBe("model_answer_too_large");
    }

    [Theory]
    [InlineData("strict", 1)]
    [InlineData("strict", 2)]
    [InlineData("observed", 1)]
    [InlineData("observed", 2)]
    [InlineData("open", 1)]
    [InlineData("open", 2)]
    public async Task AuditFailure_ClosesEveryTier(string application, int append)
    {
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton<IAuditLog>(new FaultingAuditLog(new InMemoryAuditLog(), FaultPlan.From(append))));
        host.Model.Script = ScriptedModel.Json(Chat.Answer("The answer."));

        using var response = await host.PostAsync(application, Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.TextAsync()).ShouldNotContain("The answer.");
        host.Model.Requests.Count.ShouldBe(append - 1);
    }

    [Fact]
    public async Task GuardFailure_ClosesAClosedTier()
    {
        await using var host = await GatewayHost.StartAsync(static services => services.AddSingleton<IDocumentStore>(
            new FaultingDocumentStore(new InMemoryDocumentStore(), FaultPlan.From(1))));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        host.Model.Requests.ShouldBeEmpty();
        host.Audit.Entries[^1].Facts.ShouldContainKeyAndValue("error", "guard_failed");
    }

    [Fact]
    public async Task GuardFailure_PassesAnOpenTier_RecordedAndAlerted()
    {
        await using var host = await GatewayHost.StartAsync(static services => services.AddSingleton<IDocumentStore>(
            new FaultingDocumentStore(new InMemoryDocumentStore(), FaultPlan.From(1))));
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));

        using var response = await host.PostAsync("open", Chat.Path, Chat.Request("Hello"));

        (await response.ContentAsync()).ShouldBe("Fine.");
        response.Headers.GetValues("Guard-Verdict").ShouldBe(["unscanned"]);
        host.Kinds.ShouldContain("guard.unscanned");
        host.Alerts.Raised.Select(static alert => alert.Code)
            .Distinct()
            .ShouldBe(["guard.unscanned", "content.unsealed"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("strict")]
    [InlineData("live")]
    [InlineData("observed")]
    public async Task ClientThatLeaves_CancelsTheModel_AndClosesTheEntry(string application)
    {
        await using var host = await GatewayHost.StartAsync();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Model.Script = async (http, _) =>
        {
            http.RequestAborted.Register(cancelled.SetResult);
            asked.SetResult();
            await cancelled.Task;
        };
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var calling = host.SendAsync(
            application, Chat.Path, Chat.Request("Hello", stream: true), HttpCompletionOption.ResponseContentRead, leaving.Token);
        await asked.Task;

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(calling);
        await cancelled.Task;
        await host.UntilAsync(
            static kinds => kinds.Any(static kind => kind.StartsWith(AuditKinds.InteractionInterrupted, StringComparison.Ordinal)));
    }
}
