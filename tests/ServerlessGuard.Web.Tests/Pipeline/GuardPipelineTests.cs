using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Identity;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Pipeline;

public sealed class GuardPipelineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("//health")]
    [InlineData("/health/")]
    [InlineData("/HEALTH")]
    [InlineData("/%68ealth")]
    [InlineData("/x/../health")]
    [InlineData("/x/%2e%2e/health")]
    [InlineData("/health;a=b")]
    [InlineData("/health%00")]
    [InlineData("/health%2f")]
    public async Task Serves_NoSecondSpellingOfAPath(string target)
    {
        await using var host = await GuardHost.StartAsync();
        var answer = await RawHttp.AskAsync(host.Port, target);
        answer.Split(' ')[1].ShouldBeOneOf("404", "400");
        await host.ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task Serves_TheAbsoluteForm()
    {
        await using var host = await GuardHost.StartAsync();
        (await RawHttp.AskAsync(host.Port, "http://localhost/health?x=1")).ShouldStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task Answers_405WithAllow()
    {
        await using var host = await GuardHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Delete, "/health");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    public async Task Sends_SecurityHeadersAndAFreshIdAndNoServerName()
    {
        await using var host = await GuardHost.StartAsync();
        using var first = await host.SendAsync(HttpMethod.Get, "/health");
        using var second = await host.SendAsync(HttpMethod.Get, "/nothing");
        foreach (var answer in (HttpResponseMessage[])[first, second])
        {
            answer.Headers.Contains("Server").ShouldBeFalse();
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        second.Headers.GetValues("x-request-id").ShouldNotBe(first.Headers.GetValues("x-request-id"));
    }

    [Fact]
    public async Task Answers_InOpenAiShapeUnderV1AndAsProblemElsewhere()
    {
        await using var host = await GuardHost.StartAsync();
        using var openAi = await host.SendAsync(HttpMethod.Get, "/v1/nothing");
        var error = JsonDocument.Parse(await openAi.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("not_found");
        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
        error.GetProperty("param").ValueKind.ShouldBe(JsonValueKind.Null);
        using var problem = await host.SendAsync(HttpMethod.Get, "/nothing");
        problem.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var body = JsonDocument.Parse(await problem.Content.ReadAsStringAsync(Token)).RootElement;
        body.GetProperty("status").GetInt32().ShouldBe(404);
        body.GetProperty("requestId").GetString().ShouldBe(problem.Headers.GetValues("x-request-id").Single());
    }

    [Fact]
    public async Task Maps_AnUnavailableStoreTo503AndAnythingElseTo500WithoutItsMessage()
    {
        await using var host = await GuardHost.StartAsync(services: static services =>
        {
            Add(services, "/down", static (_, _) => throw new StoreUnavailableException("the secret place"));
            Add(services, "/broken", static (_, _) => throw new InvalidOperationException("the secret text"));
            Add(services, "/bad", static (_, _) => throw new BadHttpRequestException("the secret text", 431));
            Add(services, "/late", static (_, _) => throw new OperationCanceledException("the secret text"));
        });
        foreach (var (path, status) in ((string, int)[])[("/down", 503), ("/broken", 500), ("/bad", 431), ("/late", 500)])
        {
            using var answer = await host.SendAsync(HttpMethod.Get, path);
            ((int)answer.StatusCode).ShouldBe(status, path);
            var body = await answer.Content.ReadAsStringAsync(Token);
            body.ShouldNotContain("secret");
            body.ShouldContain(answer.Headers.GetValues("x-request-id").Single());
        }
    }

    [Fact]
    public async Task Breaks_TheConnectionWhenAnAnswerThatBeganFails()
    {
        await using var host = await GuardHost.StartAsync(services: static services => Add(
            services, "/half", static async (request, cancellationToken) =>
            {
                await request.Http.Response.WriteAsync("half", cancellationToken);
                await request.Http.Response.Body.FlushAsync(cancellationToken);
                throw new InvalidOperationException();
            }));
        (await RawHttp.AskAsync(host.Port, "/half")).ShouldNotEndWith("0\r\n\r\n");
        await Should.ThrowAsync<HttpRequestException>(() => host.Client.GetStringAsync("/half", Token));
        await host.ShouldStillAnswerAsync();
    }

    [Theory]
    [InlineData(EndpointAccess.Application, "claims")]
    [InlineData(EndpointAccess.Reviewer, "reviewer")]
    [InlineData(EndpointAccess.Auditor, "auditor")]
    [InlineData(EndpointAccess.Admin, "admin")]
    [InlineData(EndpointAccess.Events, "events", "admin")]
    [InlineData(EndpointAccess.AnyAuthenticated, "claims", "reviewer", "auditor", "admin", "events", "nobody", "both")]
    [InlineData(EndpointAccess.Anonymous, "claims", "reviewer", "auditor", "admin", "events", "nobody", "both")]
    public async Task Lets_InExactlyTheCallersOfAnAccess(EndpointAccess access, params string[] allowed)
    {
        await using var host = await GuardHost.StartAsync(services: services => services.AddSingleton<GuardEndpoint>(
            new TestEndpoint("/gate", access, static (_, _) => Task.CompletedTask)));
        var keys = new Dictionary<string, string>
        {
            ["claims"] = await host.KeyAsync("claims"),
            ["reviewer"] = await host.KeyAsync("rita", "reviewer"),
            ["auditor"] = await host.KeyAsync("ada", "auditor"),
            ["admin"] = await host.KeyAsync("adam", "admin"),
            ["events"] = await host.KeyAsync("grid", "events"),
            ["nobody"] = await host.KeyAsync("nobody"),
            // Two applications claim it, so it acts as none.
            ["both"] = await host.KeyAsync("both"),
        };
        foreach (var (who, key) in keys)
        {
            using var answer = await host.SendAsync(HttpMethod.Get, "/gate", key);
            answer.StatusCode.ShouldBe(allowed.Contains(who) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, who);
        }

        using var stranger = await host.SendAsync(HttpMethod.Get, "/gate");
        stranger.StatusCode.ShouldBe(access == EndpointAccess.Anonymous ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Fails_AtStartOnOptionsOutOfRange()
    {
        var failure = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            static () => GuardHost.StartAsync(static web =>
            {
                web.Pipeline.MaxBodyBytes = 0;
                web.Identity.Entra = new ServerlessGuard.Web.Identity.EntraOptions { TenantId = "common", Audience = "a" };
            }));
        failure.Message.ShouldContain("MaxBodyBytes");
        failure.Message.ShouldContain("TenantId");
    }

    private static void Add(IServiceCollection services, string route, Func<GuardRequest, CancellationToken, Task> handle) =>
        services.AddSingleton<GuardEndpoint>(new TestEndpoint(route, EndpointAccess.Anonymous, handle));
}
