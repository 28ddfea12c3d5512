using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Admission;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Attack.Tests.Faults;

/// <summary>More than the guard can carry is told to come back, and takes nothing from the others.</summary>
public sealed class AdmissionTests
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData(8, 100, 3)]
    [InlineData(100, 3, 3)]
    public async Task TooManyInteractions_Get429_AndTheirPlacesComeBack(int inTotal, int perCaller, int callers)
    {
        var release = new TaskCompletionSource();
        await using var host = await StartAsync(
            new() { MaxInteractions = inTotal, MaxInteractionsPerCaller = perCaller }, release.Task);
        string[] names = ["strict", "live", "open"];
        var calls = Enumerable.Range(0, 30).Select(i => host.PostAsync(names[i % callers], Chat.Path, Chat.Request($"Hello {i}"))).ToList();
        var admitted = Math.Min(inTotal, perCaller * callers);
        await Condition.HoldsAsync(
            () => calls.Count(static call => call.IsCompleted) == 30 - admitted && host.Model.Requests.Count == admitted, "refusals",
            () => (calls.Count(static call => call.IsCompleted), host.Model.Requests.Count));
        foreach (var refused in calls.Where(static call => call.IsCompleted))
        {
            using var response = await refused;
            response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            (await response.JsonAsync())["error"]!["type"]!.GetValue<string>().ShouldBe("rate_limit_error");
        }

        release.SetResult();
        foreach (var response in await Task.WhenAll(calls))
        {
            response.Dispose();
        }

        var limiter = host.Service<AdmissionLimiter>();
        await Condition.HoldsAsync(() => limiter.Interactions == 0, "the places of all");
        limiter.Bytes.ShouldBe(0);
        using var next = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Whether a body tells its length or not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TooManyBytes_Get429(bool chunked)
    {
        var release = new TaskCompletionSource();
        await using var host = await StartAsync(new() { MaxBytes = 5 * Megabyte, MaxBytesPerCaller = 4 * Megabyte }, release.Task);
        using var client = new HttpClient { BaseAddress = host.Address };
        var body = Chat.Request(new string('x', Megabyte));
        var calls = Enumerable.Range(0, 12).Select(_ => SendAsync(client, body, chunked)).ToList();
        await Condition.HoldsAsync(
            () => calls.Count(static call => call.IsCompleted) + host.Model.Requests.Count >= calls.Count, "every answer or refusal",
            () => (calls.Count(static call => call.IsCompleted), host.Model.Requests.Count));
        host.Model.Requests.Count.ShouldBeInRange(1, 4);
        release.SetResult();
        var statuses = (await Task.WhenAll(calls)).Select(static response => response.StatusCode).ToList();
        statuses.Count(static status => status == HttpStatusCode.TooManyRequests).ShouldBe(calls.Count - host.Model.Requests.Count);
        statuses.ShouldContain(HttpStatusCode.OK);
        await Condition.HoldsAsync(() => host.Service<AdmissionLimiter>().Bytes == 0, "the bytes of all");
    }

    [Fact]
    public async Task ABodyBeyondTheWholeShare_PassesAlone()
    {
        await using var host = await StartAsync(new() { MaxBytes = 4096, MaxBytesPerCaller = 2048 }, Task.CompletedTask);
        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request(new string('x', 100_000)));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A model that sends comments for ever keeps no stream open for ever.</summary>
    [Theory]
    [InlineData("live")]
    [InlineData("strict")]
    [InlineData("observed")]
    public async Task AStreamOfComments_Ends(string tier)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var host = await GatewayHost.StartAsync(
            services => services.AddSingleton<TimeProvider>(clock),
            static gateway => (gateway.StreamTimeout, gateway.ResponseTimeout) = (TimeSpan.FromMinutes(1), TimeSpan.FromDays(40)));
        host.Model.Script = async (http, received) =>
        {
            http.Response.ContentType = "text/event-stream";
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await ScriptedModel.Events(": still thinking\n\n")(http, received);
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
        };
        await Condition.EndsAsync(
            async cancel =>
            {
                try
                {
                    using var response = await host.SendAsync(
                        tier, Chat.Path, Chat.Request("Hello", stream: true), HttpCompletionOption.ResponseContentRead, cancel);
                }
                catch (HttpRequestException)
                {
                    // An observed stream has no event of its own to end with.
                }
            },
            "the stream to end");
        await host.UntilAsync(static kinds => kinds.Any(static kind => kind.StartsWith("interaction.closed", StringComparison.Ordinal)
            || kind.StartsWith("interaction.interrupted", StringComparison.Ordinal)));
    }

    /// <summary>Work beyond the tier's bound is a guard that failed, in request and answer alike.</summary>
    [Theory]
    [InlineData("bounded", 6000, 10, false, 503)]
    [InlineData("bounded", 10, 6000, false, 503)]
    [InlineData("bounded", 10, 10, false, 200)]
    [InlineData("bounded-open", 6000, 10, true, 200)]
    public async Task InspectionBeyondTheBound_FollowsTheTier(string tier, int asked, int answered, bool unscanned, int status)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer(new string('x', answered)));
        using var response = await host.PostAsync(tier, Chat.Path, Chat.Request(new string('x', asked)));
        ((int)response.StatusCode).ShouldBe(status);
        host.Alerts.Raised.Any(static alert => alert.Code == "guard.unscanned").ShouldBe(unscanned);
    }

    [Fact]
    public async Task MoreRequestsThanTheLimit_Get429_AndTakeNothingFromOthers()
    {
        await using var host = await StartAsync(new(), Task.CompletedTask);
        foreach (var status in (int[])[200, 200, 200, 429, 429])
        {
            using var response = await host.PostAsync("limited", Chat.Path, Chat.Request("Hello"));
            ((int)response.StatusCode).ShouldBe(status);
            if (status == 429)
            {
                (await response.JsonAsync())["error"]!["code"]!.GetValue<string>().ShouldBe("rate_limit_exceeded");
                response.Headers.RetryAfter!.Delta.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(62));
            }
        }

        host.Model.Requests.Count.ShouldBe(3);
        using var other = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Whether the model tells its tokens or not: an answer without usage is counted by its bytes.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(null)]
    public async Task MoreTokensThanTheLimit_Get429(int? told)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = System.Text.Json.Nodes.JsonNode.Parse(Chat.Answer(told is null ? new string('x', 800) : "Fine."))!.AsObject();
        answer.Remove("usage");
        if (told is { } tokens)
        {
            answer["usage"] = new System.Text.Json.Nodes.JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = tokens };
        }

        host.Model.Script = ScriptedModel.Json(answer.ToJsonString());
        foreach (var status in (int[])[200, 429])
        {
            using var response = await host.PostAsync("counted", Chat.Path, Chat.Request("Hello"));
            ((int)response.StatusCode).ShouldBe(status);
        }
    }

    private static async Task<GatewayHost> StartAsync(AdmissionOptions options, Task until)
    {
        var host = await GatewayHost.StartAsync(services => services.AddSingleton(Options.Create(options)));
        host.Model.Script = async (http, received) =>
        {
            await until;
            await ScriptedModel.Json(Chat.Answer("Fine."))(http, received);
        };
        return host;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string body, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Chat.Path)
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", "strict");
        request.Headers.TransferEncodingChunked = chunked;
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
