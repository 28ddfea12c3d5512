using Microsoft.Playwright;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Simulation;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests;

/// <summary>
/// Prompts and answers that try to run in a reviewer's browser stay text: no violation of the policy, no dialog, no script error.
/// </summary>
public sealed class HostileContentTests(ConsoleBrowser browser, CallersHost host) : IClassFixture<CallersHost>
{
    [LongFact]
    public Task TheFirstOfTheCorpus_DoNotRun() => NothingRunsAsync(XssCorpus.Texts.Take(4));

    [LongFact]
    public Task NothingOfTheCorpus_Runs() => NothingRunsAsync(XssCorpus.Texts);

    private async Task NothingRunsAsync(IEnumerable<string> texts)
    {
        await using var reviewer = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Reviewer));
        var page = reviewer.Page;
        foreach (var text in texts)
        {
            var id = await host.HoldAsync(host.Letters, text);
            await reviewer.GoAsync("cases/" + id);
            (await page.Locator("main img, main iframe, main script, main style, main video, main base, main math, main "
                + "a[href^='javascript']").CountAsync()).ShouldBe(0, text);
            (await page.Locator(".turn.answer .content").TextContentAsync()).ShouldNotBeNull().ShouldContain(TestSecret.Value);

            // The page of a refused edit shows the text in a form, which must encode it as well.
            await page.GetByText("Edit before release").ClickAsync();
            await page.GetByLabel("output", new() { Exact = true }).FillAsync(text.Replace('\0', ' ') + " erika.mustermann@mailbox.org");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save the edit" }).ClickAsync();
            await page.GetByRole(AriaRole.Alert).WaitForAsync();
            await page.GetByLabel("Reason recorded in the journal").FillAsync(text.Replace('\0', ' '));
            await page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
            await page.GetByText("You denied this case.").WaitForAsync();
        }

        await reviewer.GoAsync("cases?show=ended");
        await page.Locator("tbody tr").First.WaitForAsync();
        reviewer.ShouldHaveHadNoTrouble();
    }

    [Fact]
    public async Task WhatIsInvisible_IsShown()
    {
        var id = await host.HoldAsync(host.Letters, "Pay to \u202Ecba\u202C and \u200Bhide\u2060 this");
        await using var reviewer = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Reviewer));
        await reviewer.GoAsync("cases/" + id);
        (await reviewer.Page.Locator(".turn.answer .unseen").AllTextContentsAsync()).ShouldBe(["U+202E", "U+202C", "U+200B", "U+2060"]);
    }

    [Fact]
    public async Task ThePolicy_StopsAScript_EvenIfOneGotIn()
    {
        // Proves that the visitor records violations, so that none means none.
        await using var reviewer = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Reviewer));
        var ran = await reviewer.Page.EvaluateAsync<bool>("""
            () => new Promise(done => {
                document.addEventListener("securitypolicyviolation", () => done(false), { once: true });
                window.planted = () => done(true);
                const script = document.createElement("script");
                script.append("window.planted()");
                document.body.append(script);
            })
            """);
        ran.ShouldBeFalse();
        Should.Throw<ShouldAssertException>(reviewer.ShouldHaveHadNoTrouble);
    }
}
