using System.Net;
using Microsoft.Playwright;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests;

/// <summary>Sign-in, the end of sessions, and forms of other sites.</summary>
public sealed class SignInTests(ConsoleBrowser browser, ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_TheFirstPageOfARole_AndEnds()
    {
        await using var visitor = await Visitor.ComeAsync(browser, host);
        await visitor.GoAsync("credentials");
        visitor.Page.Url.ShouldContain("/console/sign-in?to=");

        await visitor.Page.GetByLabel("Key").FillAsync(await host.KeyAsync(CallerRoles.Auditor));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Credentials" }).WaitForAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visitor.Page.GetByLabel("Key").WaitForAsync();
        await visitor.GoAsync("credentials");
        visitor.Page.Url.ShouldContain("/console/sign-in");
        visitor.ShouldHaveHadNoTrouble();
    }

    [LongTheory]
    [InlineData(CallerRoles.Auditor, "settings", 403)]
    [InlineData(CallerRoles.Auditor, "interactions", 200)]
    [InlineData(CallerRoles.Reviewer, "interactions", 403)]
    [InlineData(CallerRoles.Reviewer, "credentials", 403)]
    [InlineData(CallerRoles.Admin, "settings", 200)]
    [InlineData(CallerRoles.Admin, "credentials", 200)]
    public async Task Serves_APage_OnlyToItsRoles(string role, string page, int status)
    {
        await using var visitor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(role));
        (await visitor.GoAsync(page)).Status.ShouldBe(status);
        visitor.ShouldHaveHadNoTrouble();
    }

    [Theory]
    [InlineData("not-a-key")]
    [InlineData("sg-nobody-0123456789")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public async Task Refuses_AWrongKey_WithoutSayingWhy(string key)
    {
        await using var visitor = await Visitor.ComeAsync(browser, host);
        await visitor.GoAsync("sign-in");
        await visitor.Page.GetByLabel("Key").FillAsync(key);
        await visitor.Page.Keyboard.PressAsync("Enter");
        (await visitor.Page.GetByRole(AriaRole.Alert).TextContentAsync()).ShouldBe("This key is not valid.");
        (await visitor.Context.CookiesAsync()).ShouldBeEmpty();
        visitor.ShouldHaveHadNoTrouble();
    }

    [Fact]
    public async Task Refuses_AKeyWithoutARole()
    {
        await using var visitor = await Visitor.ComeAsync(browser, host);
        await visitor.GoAsync("sign-in");
        await visitor.Page.GetByLabel("Key").FillAsync(await host.KeyAsync());
        await visitor.Page.Keyboard.PressAsync("Enter");
        (await visitor.Page.GetByRole(AriaRole.Alert).TextContentAsync()).ShouldNotBeNull().ShouldContain("no role of the console");
        (await visitor.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cookie_IsOutOfReach_OfScriptsAndOtherSites()
    {
        await using var visitor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Auditor));
        var cookie = (await visitor.Context.CookiesAsync()).ShouldHaveSingleItem();
        cookie.HttpOnly.ShouldBeTrue();
        cookie.SameSite.ShouldBe(SameSiteAttribute.Strict);
        (await visitor.Page.EvaluateAsync<string>("document.cookie")).ShouldBeEmpty();
    }

    [Fact]
    public async Task ASession_PlantedBeforeTheSignIn_IsWorthNothing()
    {
        var planted = new string('A', 43);
        await using var visitor = await Visitor.ComeAsync(browser, host);
        await visitor.Context.AddCookiesAsync([new() { Name = "guard-console", Value = planted, Url = host.Address.ToString() }]);
        await visitor.SignInAsync(await host.KeyAsync(CallerRoles.Auditor));
        (await visitor.Context.CookiesAsync()).ShouldHaveSingleItem().Value.ShouldNotBe(planted);

        using var thief = await GetAsync("console/credentials", planted);
        thief.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task AnEarlierSession_EndsWithTheNextSignIn()
    {
        await using var visitor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Auditor));
        var former = (await visitor.Context.CookiesAsync()).Single().Value;
        await visitor.SignInAsync(await host.KeyAsync(CallerRoles.Admin));
        using var again = await GetAsync("console/credentials", former);
        again.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [LongFact]
    public async Task ASession_EndsWithItsKey()
    {
        var key = await host.NamedKeyAsync("leaver", CallerRoles.Auditor);
        await using var visitor = await Visitor.SignedInAsync(browser, host, key.Key);
        await host.Service<CallerKeys>().RevokeAsync("leaver", Ct);
        await visitor.GoAsync("credentials");
        visitor.Page.Url.ShouldContain("/console/sign-in");
    }

    [Fact]
    public async Task Sessions_AreEntries()
    {
        await using var visitor = await Visitor.SignedInAsync(
            browser, host, (await host.NamedKeyAsync("recorded", CallerRoles.Auditor)).Key);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visitor.Page.GetByLabel("Key").WaitForAsync();
        await host.SequenceAsync();
        var kinds = new List<string>();
        var log = host.Service<ILogSource>();
        var head = System.Text.Encoding.UTF8.GetString((await log.ReadAsync(LogPaths.Checkpoint, Ct))!.Value.Span).Split('\n')[1];
        await foreach (var (_, bytes) in new LogReader(log).EntriesAsync(
            0, long.Parse(head, System.Globalization.CultureInfo.InvariantCulture), Ct))
        {
            if (AuditEntryEncoding.Decode(bytes) is { Entry: { Actor: "key:recorded" } entry })
            {
                kinds.Add(entry.Kind);
            }
        }

        kinds.ShouldBe([AuditKinds.SessionStarted, AuditKinds.SessionEnded]);
    }

    [LongTheory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/console/")]
    [InlineData("/console/../v1/models")]
    [InlineData("/console//evil.example")]
    [InlineData("/console/%2e%2e/v1/models")]
    [InlineData("javascript:alert(1)")]
    public async Task GoesOn_OnlyInsideTheConsole(string to)
    {
        await using var visitor = await Visitor.ComeAsync(browser, host);
        await visitor.GoAsync("sign-in?to=" + Uri.EscapeDataString(to));
        await visitor.Page.GetByLabel("Key").FillAsync(await host.KeyAsync(CallerRoles.Auditor));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
        visitor.Page.Url.ShouldBe(host.Address + "console/");
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string session)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", $"guard-console={session}");
        return await client.SendAsync(request, Ct);
    }
}
