using System.Text;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Web.Tests.Hosting;

namespace ServerlessGuard.Web.Tests.Console;

/// <summary>Another site's page changes nothing, even when the browser sends the cookie along.</summary>
public sealed class ForgeryTests
{
    [Fact]
    public async Task AForm_OfTheSession_Passes()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var (cookie, token) = await OpenAsync(console);
        (await console.PostAsync("console/settings", new() { ["form-token"] = token, ["revoke"] = "victim" }, cookie)).Status.ShouldBe(303);
        (await console.Host.Keys.IsValidAsync("victim", TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("OWN", "cross-site")]
    [InlineData("OWN", "same-site")]
    [InlineData("OWN", "none")]
    public async Task AForm_FromElsewhere_IsRefused_TokenOrNot(string origin, string? site)
    {
        await using var console = await ConsoleHttp.StartAsync();
        var (cookie, token) = await OpenAsync(console);
        var sent = origin == "OWN" ? console.Origin : origin;
        var reply = await console.PostAsync(
            "console/settings", new() { ["form-token"] = token, ["revoke"] = "victim" }, cookie, ("Origin", sent),
            ("Sec-Fetch-Site", site ?? ""));
        reply.Status.ShouldBe(403);
        await VictimShouldStandAsync(console);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    public async Task AForm_WithoutTheSessionsToken_IsRefused(string token)
    {
        await using var console = await ConsoleHttp.StartAsync();
        var (cookie, _) = await OpenAsync(console);
        (await console.PostAsync("console/settings", new() { ["form-token"] = token, ["revoke"] = "victim" }, cookie)).Status.ShouldBe(403);
        await VictimShouldStandAsync(console);
    }

    [Fact]
    public async Task AnothersToken_IsRefused()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var (cookie, _) = await OpenAsync(console);
        var other = await console.GetAsync("console/settings", await console.SignedInAsync(CallerRoles.Admin));
        (await console.PostAsync("console/settings", new() { ["form-token"] = other.FormToken, ["revoke"] = "victim" }, cookie)).Status
            .ShouldBe(403);
        await VictimShouldStandAsync(console);
    }

    [Theory]
    [InlineData("form-token=x&form-token=y&revoke=victim", "application/x-www-form-urlencoded", 400)]
    [InlineData("{\"revoke\":\"victim\"}", "application/json", 415)]
    [InlineData("revoke=victim", "text/plain", 415)]
    public async Task AForm_InAnotherShape_IsRefused(string body, string type, int status)
    {
        await using var console = await ConsoleHttp.StartAsync();
        var (cookie, _) = await OpenAsync(console);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "console/settings")
        { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Origin", console.Origin);
        using var response = await console.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status);
        await VictimShouldStandAsync(console);
    }

    [Fact]
    public async Task SigningIn_FromElsewhere_IsRefused()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var key = await console.Host.KeyAsync("boss", CallerRoles.Admin);
        var reply = await console.PostAsync("console/sign-in", new() { ["key"] = key }, null, ("Origin", "http://evil.example"));
        reply.Status.ShouldBe(403);
        reply.SetCookie.ShouldBeNull();
    }

    [Fact]
    public async Task EveryPage_RunsAndLoads_OnlyItsOwn()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var first = await console.GetAsync("console/sign-in");
        var second = await console.GetAsync("console/sign-in");
        var policy = first.Headers["Content-Security-Policy"];
        policy.ShouldStartWith("default-src 'none'; script-src 'nonce-");
        policy.ShouldContain("require-trusted-types-for 'script'; trusted-types 'none'");
        policy.ShouldContain("frame-ancestors 'none'; base-uri 'none'");
        policy.ShouldNotContain("unsafe");
        second.Headers["Content-Security-Policy"].ShouldNotBe(policy);
        first.Headers["Cache-Control"].ShouldBe("no-store");
        first.Headers["Cross-Origin-Opener-Policy"].ShouldBe("same-origin");
    }

    [Fact]
    public async Task Failures_AreReadableToo()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var reply = await console.GetAsync("console/no-such-page", null, ("Accept", "text/html"));
        reply.Status.ShouldBe(404);
        reply.Body.ShouldContain("<h1>Not Found</h1>");
    }

    private static async Task<(string Cookie, string Token)> OpenAsync(ConsoleHttp console)
    {
        await console.Host.KeyAsync("victim");
        var cookie = await console.SignedInAsync(CallerRoles.Admin);
        var page = await console.GetAsync("console/settings", cookie);
        page.Status.ShouldBe(200);
        return (cookie, page.FormToken);
    }

    private static async Task VictimShouldStandAsync(ConsoleHttp console) =>
        (await console.Host.Keys.IsValidAsync("victim", TestContext.Current.CancellationToken)).ShouldBeTrue();
}
