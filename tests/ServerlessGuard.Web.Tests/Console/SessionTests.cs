using System.Text;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Console;

namespace ServerlessGuard.Web.Tests.Console;

/// <summary>How sessions begin, end, and whom they cannot be taken from.</summary>
public sealed class SessionTests
{
    private const string Page = "console/settings";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Idles_Out()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var cookie = await console.SignedInAsync(CallerRoles.Admin);
        console.Host.Clock.Advance(TimeSpan.FromMinutes(29));
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(200);
        console.Host.Clock.Advance(TimeSpan.FromMinutes(29));
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(200);
        console.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task LiveUpdates_DoNotKeepItAlive()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var cookie = await console.SignedInAsync(CallerRoles.Admin);
        for (var minute = 0; minute < 29; minute++)
        {
            console.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            (await console.GetAsync("console/", cookie, ("Guard-Live", "1"))).Status.ShouldBe(200);
        }

        console.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await console.GetAsync("console/", cookie, ("Guard-Live", "1"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Ends_HoweverBusy()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var cookie = await console.SignedInAsync(CallerRoles.Admin);
        for (var quarter = 0; quarter < 31; quarter++)
        {
            console.Host.Clock.Advance(TimeSpan.FromMinutes(15));
            (await console.GetAsync(Page, cookie)).Status.ShouldBe(200);
        }

        console.Host.Clock.Advance(TimeSpan.FromMinutes(15));
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Ends_WhenItsKeyDoes()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var key = (await console.Host.Keys.CreateAsync(
            "short", [CallerRoles.Admin], console.Host.Clock.GetUtcNow().AddMinutes(20), Ct))!.Key;
        var cookie = await console.SignInAsync(key);
        console.Host.Clock.Advance(TimeSpan.FromMinutes(19));
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(200);
        console.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(303);
    }

    [Fact]
    public async Task Ends_WhenItsSecretIsDisabled()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var cookie = await console.SignedInAsync(CallerRoles.Admin);
        var secrets = console.Host.Service<ISecretStore>();
        await secrets.SetEnabledAsync(
            new ConsoleOptions().Sessions, (await secrets.ListVersionsAsync(new ConsoleOptions().Sessions, Ct))[0].Version, false, Ct);
        console.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(303);
        (await console.GetAsync(Page, await console.SignedInAsync(CallerRoles.Admin))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Store_HoldsNoId_AndForgedDocuments_OpenNothing()
    {
        await using var console = await ConsoleHttp.StartAsync();
        var cookie = await console.SignedInAsync(CallerRoles.Auditor);
        var documents = console.Host.Service<IDocumentStore>();
        var stored = (await documents.ListAsync(new ConsoleOptions().Sessions, null, 10, Ct)).ShouldHaveSingleItem();
        var text = Encoding.UTF8.GetString(stored.Body.Span);
        text.ShouldNotContain(cookie.Split('=')[1]);
        stored.Key.ShouldNotContain(cookie.Split('=')[1]);
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(403);

        // An intruder who can write documents makes the auditor an admin.
        await documents.ReplaceAsync(
            stored.Partition, stored.Key, Encoding.UTF8.GetBytes(text.Replace("auditor", "admin", StringComparison.Ordinal)),
            stored.Version, stored.Expires, Ct);
        (await console.GetAsync(Page, cookie)).Status.ShouldBe(303);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../../../../../../../../../../../../../../x")]
    public async Task ACookie_ThatNobodyWasGiven_OpensNothing(string id)
    {
        await using var console = await ConsoleHttp.StartAsync();
        (await console.GetAsync(Page, $"guard-console={id}")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task BehindHttps_TheCookie_IsBoundToTheHost()
    {
        await using var console = await ConsoleHttp.StartAsync(static options => options.PublicOrigin = new Uri("https://guard.example"));
        var key = await console.Host.KeyAsync("boss", CallerRoles.Admin);
        var reply = await console.PostAsync("console/sign-in", new() { ["key"] = key }, null, ("Origin", "https://guard.example"));
        reply.Status.ShouldBe(303);
        var cookie = reply.SetCookie.ShouldNotBeNull();
        cookie.ShouldStartWith("__Host-guard-console=");
        cookie.ShouldContain("; secure", Case.Insensitive);
        cookie.ShouldContain("; httponly", Case.Insensitive);
        cookie.ShouldContain("; samesite=strict", Case.Insensitive);
        cookie.ShouldContain("; path=/;", Case.Insensitive);
        cookie.ShouldNotContain("domain", Case.Insensitive);

        // Without the prefix anybody on a sibling host could have set it.
        (await console.GetAsync(Page, reply.Cookie!.Replace("__Host-", "", StringComparison.Ordinal))).Status.ShouldBe(303);
        (await console.GetAsync(Page, reply.Cookie)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Guessing_IsBounded()
    {
        await using var console = await ConsoleHttp.StartAsync();
        for (var guess = 0; guess < 20; guess++)
        {
            (await console.PostAsync("console/sign-in", new() { ["key"] = $"sg-guess-{guess}" })).Status.ShouldBe(401);
        }

        var refused = await console.PostAsync("console/sign-in", new() { ["key"] = "sg-guess-21" });
        refused.Status.ShouldBe(429);
        refused.Headers.ShouldContainKey("Retry-After");
    }
}
