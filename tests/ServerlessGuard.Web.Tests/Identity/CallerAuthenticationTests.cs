using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Stores;
using ServerlessGuard.Web.Hosting;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Identity;

public sealed class CallerAuthenticationTests
{
    [Fact]
    public async Task Takes_AKeyInEitherHeader()
    {
        await using var host = await StartAsync();
        var key = await host.KeyAsync("claims");
        (await AskAsync(host, $"Authorization: Bearer {key}")).ShouldStartWith("HTTP/1.1 200");
        (await AskAsync(host, $"authorization: bearer {key}")).ShouldStartWith("HTTP/1.1 200");
        (await AskAsync(host, $"api-key: {key}")).ShouldStartWith("HTTP/1.1 200");
        (await AskAsync(host, $"api-key: {key}\r\nAuthorization: Bearer {key}")).ShouldStartWith("HTTP/1.1 200");
        host.Audit.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_WhatIsNotOneCredential()
    {
        await using var host = await StartAsync();
        var key = await host.KeyAsync("claims");
        string[] bad =
        [
            $"Authorization: Basic {key}",
            $"Authorization: {key}",
            $"Authorization: Bearer {key}\r\nAuthorization: Bearer {key}",
            $"Authorization: Bearer {key}\r\napi-key: other",
            "Authorization: Bearer ",
            "Authorization: Bearer sg-",
            "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
        ];
        foreach (var headers in bad)
        {
            var answer = await AskAsync(host, headers);
            answer.ShouldStartWith("HTTP/1.1 401", customMessage: headers);
            answer.ShouldContain("WWW-Authenticate: Bearer");
        }

        host.Audit.Entries.Count.ShouldBe(bad.Length);
        host.Audit.Entries.ShouldAllBe(static entry => entry.Kind == AuditKinds.CallerRefused && entry.Facts["remote"] == "127.0.0.1");
        host.Audit.Entries.SelectMany(static entry => entry.Facts.Values)
            .ShouldAllBe(value => !value.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Throttles_GuessesWithoutEntriesAndLetsAKeyInUsePass()
    {
        await using var host = await StartAsync(static web => web.Identity.FailuresPerAddress = 3);
        var key = await host.KeyAsync("claims");
        (await AskAsync(host, $"Authorization: Bearer {key}")).ShouldStartWith("HTTP/1.1 200");
        var guess = (await new CallerKeys(
            new InMemoryDocumentStore(host.Clock), new InMemorySecretStore(host.Clock), new SystemEntropy(host.Clock), host.Clock)
            .CreateAsync("claims", [], null, TestContext.Current.CancellationToken))!.Key;
        for (var i = 0; i < 3; i++)
        {
            (await AskAsync(host, $"Authorization: Bearer {guess}")).ShouldStartWith("HTTP/1.1 401");
        }

        for (var i = 0; i < 5; i++)
        {
            var answer = await AskAsync(host, $"Authorization: Bearer {guess}");
            answer.ShouldStartWith("HTTP/1.1 429");
            answer.ShouldContain("Retry-After: 20");
        }

        (await AskAsync(host, $"Authorization: Bearer {key}")).ShouldStartWith("HTTP/1.1 200");
        host.Audit.Entries.Count.ShouldBe(3);
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        (await AskAsync(host, $"Authorization: Bearer {guess}")).ShouldStartWith("HTTP/1.1 401");
        host.Audit.Entries[^1].Facts["unrecorded"].ShouldBe("5");
        host.Audit.Entries[^1].Actor.ShouldBe("key:claims");
    }

    /// <summary>A stranger who has spent every failure there is locks no key out, also none that was never seen before.</summary>
    [Theory]
    [InlineData(3, 1000)]
    [InlineData(1000, 3)]
    public async Task Throttling_LocksNoKeyOut(int perAddress, int total)
    {
        await using var host = await StartAsync(
            web => (web.Identity.FailuresPerAddress, web.Identity.FailuresInTotal) = (perAddress, total));
        for (var i = 0; i < 5; i++)
        {
            (await AskAsync(host, "Authorization: Bearer guess")).ShouldStartWith(i < 3 ? "HTTP/1.1 401" : "HTTP/1.1 429");
        }

        (await AskAsync(host, $"Authorization: Bearer {await host.KeyAsync("claims")}")).ShouldStartWith("HTTP/1.1 200");
        host.Audit.Entries.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Throttling_TellsStrangersBehindATrustedProxyApart()
    {
        await using var host = await StartAsync(static web =>
        {
            web.Identity.FailuresPerAddress = 1;
            web.Identity.TrustedProxies.Add("127.0.0.0/8");
        });
        (await AskAsync(host, "Authorization: Bearer guess\r\nX-Forwarded-For: 198.51.100.9, 203.0.113.7, 127.0.0.2"))
            .ShouldStartWith("HTTP/1.1 401");
        (await AskAsync(host, "Authorization: Bearer guess\r\nX-Forwarded-For: 198.51.100.1, 203.0.113.7")).ShouldStartWith("HTTP/1.1 429");
        (await AskAsync(host, "Authorization: Bearer guess\r\nX-Forwarded-For: 203.0.113.8")).ShouldStartWith("HTTP/1.1 401");
        host.Audit.Entries.Select(static entry => entry.Facts["remote"]).ShouldBe(["203.0.113.7", "203.0.113.8"]);
    }

    [Fact]
    public async Task Is_ClosedWhenTheKeysCannotBeRead()
    {
        await using var host = await StartAsync(services: static services => services.AddSingleton<IDocumentStore>(
            new FaultingDocumentStore(new InMemoryDocumentStore(), FaultPlan.From(2))));
        var key = await host.KeyAsync("claims");
        (await AskAsync(host, $"Authorization: Bearer {key}")).ShouldStartWith("HTTP/1.1 503");
        await host.ShouldStillAnswerAsync();
    }

    [Fact]
    public async Task Is_ClosedWhenARefusalCannotBeRecorded()
    {
        await using var host = await StartAsync(
            services: static services => services.AddSingleton<IAuditLog>(new FaultingAuditLog(new InMemoryAuditLog(), FaultPlan.From(1))));
        (await AskAsync(host, "Authorization: Bearer x")).ShouldStartWith("HTTP/1.1 503");
    }

    [Fact]
    public async Task Tells_AStrangerToAuthenticate()
    {
        await using var host = await StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Get, "/mine");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        host.Audit.Entries.ShouldBeEmpty();
    }

    private static Task<string> AskAsync(GuardHost host, string headers) => RawHttp.AskAsync(host.Port, "/mine", headers: headers + "\r\n");

    private static Task<GuardHost> StartAsync(
        Action<WebOptions>? configure = null, Action<IServiceCollection>? services = null) => GuardHost.StartAsync(configure, collection =>
    {
        collection.AddSingleton<GuardEndpoint>(new TestEndpoint("/mine", EndpointAccess.Application, static (_, _) => Task.CompletedTask));
        services?.Invoke(collection);
    });
}
