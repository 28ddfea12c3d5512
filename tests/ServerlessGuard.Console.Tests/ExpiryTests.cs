using Microsoft.Playwright;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests;

/// <summary>A case that expires. The test has a host of its own because it advances the clock.</summary>
public sealed class ExpiryTests(ConsoleBrowser browser, CallersHost host) : IClassFixture<CallersHost>
{
    [LongFact]
    public async Task WhatNobodyDecidesInTime_IsDenied()
    {
        var id = await host.HoldAsync(host.Letters, "Too late");
        await using var reviewer = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Reviewer));
        await reviewer.GoAsync("cases/" + id);
        host.Clock.Forward(TimeSpan.FromMinutes(29));
        (await reviewer.GoAsync("cases")).Status.ShouldBe(200);
        await reviewer.GoAsync("cases/" + id);
        var approve = reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Approve and release" });
        await approve.WaitForAsync();

        host.Clock.Forward(TimeSpan.FromMinutes(2));
        await approve.ClickAsync();
        (await reviewer.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldMatch("case has expired|has changed|already");
        (await host.ReleaseAsync(host.Letters, id)).Status.ShouldNotBe(200);

        await reviewer.GoAsync("cases/" + id);
        (await approve.CountAsync()).ShouldBe(0);
        await reviewer.Page.Locator("#case-head .badge", new() { HasText = "expired" }).WaitForAsync();
        (await host.ReleaseAsync(host.Letters, id)).Status.ShouldBe(410);
        reviewer.ShouldHaveHadNoTrouble();
    }
}
