using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Simulation;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests;

/// <summary>Reviewers decide cases in a real browser while callers wait.</summary>
public sealed class CaseTests(ConsoleBrowser browser, CallersHost host) : IClassFixture<CallersHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task Filters_Claims_Edits_IsInspectedAgain_AndReleases_ToTheWaitingCaller()
    {
        var id = await host.HoldAsync(host.Letters, "A letter about the token");
        await host.HoldAsync(host.Claims, "Another application's");
        var waiting = host.ReleaseAsync(host.Letters, id, wait: 100);
        await using var reviewer = await ReviewerAsync();
        var page = reviewer.Page;

        await page.GetByLabel("Application").SelectOptionAsync("letters");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("application=letters"));
        await page.Locator($"tr[data-row='{id}']").WaitForAsync();
        (await page.Locator("tbody tr").AllInnerTextsAsync()).ShouldAllBe(static row => row.Contains("letters"));
        await page.Locator($"tr[data-row='{id}'] a").ClickAsync();

        (await page.Locator("mark.secret").First.TextContentAsync()).ShouldBe(TestSecret.Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unclaim" }).WaitForAsync();

        // The guard refuses an edit that adds a value that the tier would replace; the form keeps the reviewer's text.
        await page.GetByText("Edit before release").ClickAsync();
        var text = page.GetByLabel("output", new() { Exact = true });
        await text.FillAsync("Ask erika.mustermann@mailbox.org <b>now</b>.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the edit" }).ClickAsync();
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("inspected the edited answer again");
        (await text.InputValueAsync()).ShouldBe("Ask erika.mustermann@mailbox.org <b>now</b>.");

        await text.FillAsync("Your letter is ready.\nAsk at the desk.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the edit" }).ClickAsync();
        await page.GetByText("The guard inspected your edit again").WaitForAsync();
        (await page.Locator(".diff ins").AllInnerTextsAsync()).ShouldContain(static piece => piece.Contains("letter"));
        (await page.Locator(".diff del").First.TextContentAsync()).ShouldNotBeNullOrEmpty();

        var (status, body) = await waiting;
        status.ShouldBe(200, body);
        ContentOf(body).ShouldBe("Your letter is ready.\nAsk at the desk.");
        reviewer.ShouldHaveHadNoTrouble();
    }

    [Fact]
    public async Task FourEyes_RefusesTheSamePerson()
    {
        var id = await host.HoldAsync(host.Claims, "Something for two");
        await using var first = await ReviewerAsync();
        await first.GoAsync("cases/" + id);
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Approve (1 of 2)" }).ClickAsync();
        await first.Page.GetByText("You gave the first of two approvals").WaitForAsync();
        (await first.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).CountAsync()).ShouldBe(0);

        // The page offers no second approval; a form made by hand is refused too.
        (await PostAsync(first, id, "approve")).ShouldBe(403);
        (await host.ReleaseAsync(host.Claims, id)).Status.ShouldBe(202);

        await using var second = await ReviewerAsync();
        await second.GoAsync("cases/" + id);
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Approve and release" }).ClickAsync();
        await second.Page.GetByText("The guard recorded your approval").WaitForAsync();
        (await host.ReleaseAsync(host.Claims, id)).Status.ShouldBe(200);
        first.ShouldHaveHadNoTrouble();
        second.ShouldHaveHadNoTrouble();
    }

    [LongFact]
    public async Task ADenial_KeepsItsReason_AndReleasesNothing()
    {
        var id = await host.HoldAsync(host.Letters, "Not this one");
        await using var reviewer = await ReviewerAsync();
        await reviewer.GoAsync("cases/" + id);
        await reviewer.Page.GetByLabel("Reason recorded in the journal").FillAsync("A token has no place here.");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        await reviewer.Page.GetByText("You denied this case.").WaitForAsync();
        (await reviewer.Page.Locator(".journal").InnerTextAsync()).ShouldContain("A token has no place here.");
        (await host.ReleaseAsync(host.Letters, id)).Status.ShouldBe(403);
    }

    [LongFact]
    public async Task WhatAnotherChanged_IsNotDecidedUnseen()
    {
        var id = await host.HoldAsync(host.Letters, "Both look at it");
        await using var slow = await ReviewerAsync();
        await slow.GoAsync("cases/" + id);
        await using var quick = await ReviewerAsync();
        await quick.GoAsync("cases/" + id);
        await quick.Page.GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        await quick.Page.GetByRole(AriaRole.Button, new() { Name = "Unclaim" }).ClickAsync();
        await quick.Page.GetByText("The case is back in the queue").WaitForAsync();

        await slow.Page.GetByRole(AriaRole.Button, new() { Name = "Approve and release" }).ClickAsync();
        (await slow.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("has changed since you opened it");
        (await host.ReleaseAsync(host.Letters, id)).Status.ShouldBe(202);
    }

    [LongFact]
    public async Task OpenPages_LearnOfChanges_WithoutReadingContentAgain()
    {
        await using var reviewer = await ReviewerAsync();
        var id = await host.HoldAsync(host.Letters, "Arrives while the queue is open");
        await reviewer.Page.Locator($"tr[data-row='{id}']").WaitForAsync();

        await reviewer.GoAsync("cases/" + id);
        var before = await host.ContentReadsAsync(id);
        before.ShouldBe(1);
        await host.Service<CaseWorkflow>().DenyAsync(id, "key:somebody", null, "meanwhile", Ct);
        await reviewer.Page.Locator("#case-head .badge.bad").WaitForAsync();
        (await reviewer.Page.Locator("#case-state").InnerTextAsync()).ShouldContain("key:somebody");
        (await host.ContentReadsAsync(id)).ShouldBe(before);
        reviewer.ShouldHaveHadNoTrouble();
    }

    [Fact]
    public async Task TheWholeWay_GoesByKeys()
    {
        var id = await host.HoldAsync(host.Letters, "By keys only");
        await using var reviewer = await Visitor.ComeAsync(browser, host);
        var keys = reviewer.Page.Keyboard;
        await reviewer.GoAsync("sign-in");

        // The browser moves the focus into the field after the page has come: keys before that go nowhere.
        await reviewer.Page.Locator("form :focus").WaitForAsync();
        await keys.TypeAsync(await host.KeyAsync(CallerRoles.Reviewer));
        await keys.PressAsync("Enter");
        await reviewer.Page.GetByRole(AriaRole.Heading, new() { Name = "Cases" }).WaitForAsync();
        await keys.PressAsync("?");
        await reviewer.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await keys.PressAsync("Escape");

        var wanted = reviewer.Page.Locator($"tr[data-row='{id}'] a");
        await wanted.WaitForAsync();
        await keys.PressAsync("k");
        for (var rows = await reviewer.Page.Locator("tbody tr").CountAsync(); rows > 0 && !await IsFocusedAsync(wanted); rows--)
        {
            await keys.PressAsync("k");
        }

        (await IsFocusedAsync(wanted)).ShouldBeTrue();
        await keys.PressAsync("Enter");
        await Assertions.Expect(reviewer.Page).ToHaveURLAsync(new Regex("/cases/" + id));
        await reviewer.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        await keys.PressAsync("c");
        await keys.PressAsync("Enter");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Unclaim" }).WaitForAsync();
        await keys.PressAsync("r");
        await keys.TypeAsync("seen");
        await keys.PressAsync("Escape");
        await keys.PressAsync("a");
        await keys.PressAsync("Enter");
        await reviewer.Page.GetByText("The guard recorded your approval").WaitForAsync();
        await keys.PressAsync("u");
        await reviewer.Page.GetByRole(AriaRole.Heading, new() { Name = "Cases" }).WaitForAsync();
        (await host.ReleaseAsync(host.Letters, id)).Status.ShouldBe(200);
        reviewer.ShouldHaveHadNoTrouble();
    }

    [LongFact]
    public async Task AToolCall_IsShown_AndMayBeCorrected()
    {
        using var held = await host.AskAsync(host.Letters, "call the tool refund.create with {\"amount\": 500}", "refund.create");
        var id = held.Headers.GetValues("Guard-Case").Single();
        await using var reviewer = await ReviewerAsync();
        await reviewer.GoAsync("cases/" + id);
        (await reviewer.Page.GetByText("May this tool call be executed?").CountAsync()).ShouldBe(1);
        await reviewer.Page.GetByText("Edit before release").ClickAsync();
        var arguments = reviewer.Page.GetByLabel("call of", new() { Exact = false });
        (await arguments.InputValueAsync()).ShouldContain("500");
        await arguments.FillAsync("{\"amount\": 50}");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Save the edit" }).ClickAsync();
        await reviewer.Page.GetByText("The guard inspected your edit again").WaitForAsync();
        (await host.ReleaseAsync(host.Letters, id)).Body.ShouldContain("50");
        reviewer.ShouldHaveHadNoTrouble();
    }

    private async Task<Visitor> ReviewerAsync() => await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Reviewer));

    private static async Task<bool> IsFocusedAsync(ILocator locator) =>
        await locator.EvaluateAsync<bool>("element => element === document.activeElement");

    /// <summary>Posts a form of the open page with another action.</summary>
    private static async Task<int> PostAsync(Visitor visitor, string id, string act)
    {
        var fields = await visitor.Page.EvaluateAsync<JsonElement>(
            "() => Object.fromEntries(new FormData(document.querySelector('.decision input[name=version]').form))");
        var answer = await visitor.Context.APIRequest.PostAsync($"console/cases/{id}/{act}", new()
        {
            Headers = new Dictionary<string, string>
            {
                ["Content-Type"] = "application/x-www-form-urlencoded",
                ["Origin"] = visitor.Address.GetLeftPart(UriPartial.Authority),
            },
            Data =
                $"form-token={fields.GetProperty("form-token").GetString()}&version={Uri.EscapeDataString(fields.GetProperty("version").GetString()!)}",
        });
        return answer.Status;
    }

    private static string ContentOf(string body) => JsonNode.Parse(body)!["choices"]![0]!["message"]!["content"]!.GetValue<string>();
}
