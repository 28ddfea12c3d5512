using Microsoft.Playwright;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Console.Tests;

/// <summary>The pages of auditors and admins: home, interactions with proofs, credentials, drills, incidents, keys.</summary>
public sealed class InsightTests(ConsoleBrowser browser, CallersHost host) : IClassFixture<CallersHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnInteraction_IsTold_WithProofs_ThatHoldElsewhere()
    {
        using var answer = await host.AskAsync(host.Letters, "Just a word");
        var id = answer.Headers.GetValues("Guard-Interaction").Single();
        await host.SequenceAsync();
        await using var auditor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Auditor));
        await auditor.GoAsync("interactions");
        await auditor.Page.GetByLabel("Interaction", new() { Exact = true }).FillAsync(id);
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await auditor.Page.GetByText("has a proof in the checkpoint").WaitForAsync();
        var story = auditor.Page.Locator(".timeline").First;
        (await story.GetByRole(AriaRole.Heading).AllTextContentsAsync()).ShouldBe(["interaction.opened", "interaction.closed"]);

        var entry = await DownloadAsync(auditor, story.GetByRole(AriaRole.Link, new() { NameRegex = new("^entry") }).Last);
        var proof = TlogProof.Parse(await DownloadAsync(auditor, story.GetByRole(AriaRole.Link, new() { NameRegex = new("^proof") }).Last))
            .ShouldNotBeNull();
        var key = (await LogKey.FindPublicAsync(host.Service<ISecretStore>(), Ct))!;
        proof.Proves(entry, key).ShouldBeTrue();
        entry[^2] ^= 1;
        proof.Proves(entry, key).ShouldBeFalse();
        auditor.ShouldHaveHadNoTrouble();
    }

    [LongFact]
    public async Task TheReport_LeadsToItsInteractions_AndTheyAreFiltered()
    {
        using var plain = await host.AskAsync(host.Letters, "Just a word");
        var passed = plain.Headers.GetValues("Guard-Interaction").Single();
        await host.HoldAsync(host.Letters, "Send it to nobody: " + TestSecret.Value);
        await host.SequenceAsync();
        await using var auditor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Auditor));
        await auditor.GoAsync("report");
        var row = auditor.Page.GetByRole(AriaRole.Region, new() { Name = "Applications" }).Locator("tr", new() { HasText = "letters" });
        var held = row.Locator("td").Nth(4);
        var count = int.Parse(await held.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await held.GetByRole(AriaRole.Link).ClickAsync();

        var list = auditor.Page.Locator("table.list tbody tr");
        await Assertions.Expect(list).ToHaveCountAsync(count);
        (await list.Locator(".badge").AllInnerTextsAsync()).ShouldAllBe(static verdict => verdict == "hold");
        (await auditor.Page.ContentAsync()).ShouldNotContain(passed);
        await auditor.Page.GetByLabel("Verdict").SelectOptionAsync("allow");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await auditor.Page.GetByRole(AriaRole.Link, new() { Name = passed }).ClickAsync();
        await auditor.Page.GetByText("has a proof in the checkpoint").WaitForAsync();
        auditor.ShouldHaveHadNoTrouble();
    }

    [Fact]
    public async Task Home_CountsWhatHappened_AsItHappens()
    {
        // The panel counts at most every 10 s: what another test held since must be in the first count.
        host.Clock.Forward(TimeSpan.FromSeconds(11));
        await using var auditor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Auditor));
        var held = auditor.Page.Locator(".figures div", new() { HasText = "Held, pending" }).Locator("dd");
        var before = int.Parse(await held.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await host.HoldAsync(host.Letters, "One more");
        host.Clock.Forward(TimeSpan.FromSeconds(11));
        await Assertions.Expect(held).ToHaveTextAsync((before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Assertions.Expect(auditor.Page.Locator(".plot rect.tone-waiting").First).ToBeAttachedAsync();
        auditor.ShouldHaveHadNoTrouble();
    }

    [LongFact]
    public async Task ALeak_IsConfirmed_ByAnAdmin_NotByAnAuditor()
    {
        var policy = host.Service<IPolicySource>().Current.Credentials["demo-key"];
        await host.Service<Rotator>().BeginAsync(policy, new RotationTrigger("seen", RotationReason.Leak), Ct);
        await using var auditor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Auditor));
        await auditor.GoAsync("credentials/demo-key");
        await auditor.Page.Locator(".title .badge.bad").WaitForAsync();
        (await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm the leak" }).CountAsync()).ShouldBe(0);

        await using var admin = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Admin));
        await admin.GoAsync("credentials/demo-key");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator(".title .badge.bad")).ToHaveCountAsync(0);
        (await host.Service<RotationJournal>().ReadAsync("demo-key", Ct)).Rotation!.Step.ShouldBe(RotationStep.Superseded);
        admin.ShouldHaveHadNoTrouble();
    }

    [Fact]
    public async Task AKey_IsEnded_AfterAskingTwice()
    {
        await host.NamedKeyAsync("unwanted");
        await using var admin = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Admin));
        await admin.GoAsync("settings");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke unwanted" }).ClickAsync();
        (await host.Service<CallerKeys>().IsValidAsync("unwanted", Ct)).ShouldBeTrue();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke unwanted permanently?" }).ClickAsync();
        await admin.Page.Locator("tr[data-row='unwanted'] .badge.bad").WaitForAsync();
        (await host.Service<CallerKeys>().IsValidAsync("unwanted", Ct)).ShouldBeFalse();
        admin.ShouldHaveHadNoTrouble();
    }

    [LongFact]
    public async Task Drills_ShowTheirTrend_AgainstItsLimit()
    {
        await DrillHistories.FillAsync(host.Service<IDocumentStore>(), host.Clock.GetUtcNow(), Ct);
        await using var auditor = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Auditor));
        await auditor.GoAsync("drills");
        var trend = auditor.Page.Locator(".plot", new() { HasText = "Rollback: seconds after the injected fault" });
        await Assertions.Expect(trend.Locator("circle.tone-good")).ToHaveCountAsync(DrillHistories.Passed);
        await Assertions.Expect(trend.Locator(".legend")).ToContainTextAsync("limit 300 s");
        (await auditor.Page.Locator("table").Last.InnerTextAsync()).ShouldContain("failed: not-detected");
        auditor.ShouldHaveHadNoTrouble();
    }

    [LongFact]
    public async Task AnIncident_IsTakenCareOf_AndClosed()
    {
        var incident = await host.Service<IncidentWorkflow>()
            .DeclareAsync(new NewIncident { Key = "<b>", Title = "<b>A key</b> was seen", Cause = "person", Actor = "key:other" }, Ct);
        await using var admin = await Visitor.SignedInAsync(browser, host, await host.KeyAsync(CallerRoles.Admin));
        await admin.GoAsync("incidents");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "<b>A key</b> was seen" }).ClickAsync();
        await admin.Page.GetByLabel("Note").FillAsync("<img src=x onerror=alert(1)>");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" })).ToHaveCountAsync(0);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await admin.Page.Locator(".title .badge.good").WaitForAsync();
        var closed = (await host.Service<IncidentWorkflow>().FindAsync(incident.Id, Ct))!;
        closed.State.ShouldBe(IncidentState.Closed);
        closed.AcknowledgedBy.ShouldHaveSingleItem().ShouldStartWith("key:admin");
        admin.ShouldHaveHadNoTrouble();
    }

    [LongFact]
    public async Task Pages_FitASmallScreen()
    {
        var id = await host.HoldAsync(host.Letters, new string('w', 300) + " " + TestSecret.Value);
        await using var visitor = await Visitor.ComeAsync(browser, host, size: (360, 700));
        await visitor.SignInAsync(await host.KeyAsync(CallerRoles.Reviewer, CallerRoles.Admin));
        foreach (var page in new[] { "", "cases", "cases/" + id, "interactions", "report", "credentials", "drills", "incidents", "settings" })
        {
            await visitor.GoAsync(page);
            (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, page);
        }
    }

    private static async Task<byte[]> DownloadAsync(Visitor visitor, ILocator link)
    {
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Ct);
        return copy.ToArray();
    }
}
