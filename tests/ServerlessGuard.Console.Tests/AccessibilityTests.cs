using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests;

/// <summary>axe finds nothing on any page, in light and in dark.</summary>
public sealed class AccessibilityTests(ConsoleBrowser browser, CallersHost host) : IClassFixture<CallersHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [LongFact]
    public Task Axe_FindsNothing_InLight() => FindsNothingAsync(ColorScheme.Light);

    [LongFact]
    public Task Axe_FindsNothing_InDark() => FindsNothingAsync(ColorScheme.Dark);

    private async Task FindsNothingAsync(ColorScheme scheme)
    {
        await using var visitor = await Visitor.ComeAsync(browser, host, scheme);
        var open = await host.HoldAsync(host.Letters, "Something with erika.mustermann@mailbox.org");
        var seconded = await host.HoldAsync(host.Claims, "Something for two");
        var edited = await host.HoldAsync(host.Letters, "Something else");
        var text = (await host.Service<CaseWorkflow>()
            .ReadAsync((await host.Service<CaseWorkflow>().FindAsync(edited, Ct))!.Case, "key:other", Ct))!.Texts[0];
        await host.Service<CaseWorkflow>()
            .EditAsync(edited, "key:other", null, [new CaseEdit(text.Path, "Something better")], "clearer", Ct);
        await host.Service<CaseWorkflow>().ApproveAsync(seconded, "key:other", null, null, Ct);
        var incident = await host.Service<IncidentWorkflow>()
            .DeclareAsync(new NewIncident { Key = "k", Title = "Something went wrong", Cause = "person", Actor = "key:other" }, Ct);
        await DrillHistories.FillAsync(host.Service<IDocumentStore>(), host.Clock.GetUtcNow(), Ct);
        await host.SequenceAsync();
        await visitor.GoAsync("sign-in");
        await ShouldBeAccessibleAsync(visitor);
        await visitor.SignInAsync(await host.KeyAsync(CallerRoles.Admin, CallerRoles.Auditor, CallerRoles.Reviewer));
        await visitor.GoAsync("");
        var sections = await visitor.Page.Locator("nav a[href^='/console/']")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href').slice('/console/'.length))");
        sections.Length.ShouldBeGreaterThan(6);
        foreach (var page in sections.Concat([
            "cases?kind=leak", $"cases/{open}", $"cases/{seconded}", $"cases/{edited}", "interactions/unknown", "credentials/demo-key",
            $"incidents/{incident.Id}"
        ]))
        {
            await visitor.GoAsync(page);
            await ShouldBeAccessibleAsync(visitor);
        }

        await visitor.Page.Keyboard.PressAsync("?");
        await visitor.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await ShouldBeAccessibleAsync(visitor);
        visitor.ShouldHaveHadNoTrouble();
    }

    private static async Task ShouldBeAccessibleAsync(Visitor visitor)
    {
        var result = await visitor.Page.RunAxe();
        result.Violations
            .Select(
                violation =>
                    $"{visitor.Page.Url}: {violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(static node => "  " + node.Html))}")
            .ShouldBeEmpty();
    }
}
