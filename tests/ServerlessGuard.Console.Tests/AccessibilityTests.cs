using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ServerlessGuard.Console.Tests.Support;
using ServerlessGuard.Core.Gateway;

namespace ServerlessGuard.Console.Tests;

/// <summary>axe finds nothing on any page, in light and in dark.</summary>
public sealed class AccessibilityTests(ConsoleBrowser browser, ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_FindsNothing(ColorScheme scheme)
    {
        await using var visitor = await Visitor.ComeAsync(browser, host, scheme);
        await visitor.GoAsync("sign-in");
        await ShouldBeAccessibleAsync(visitor);
        await visitor.SignInAsync(await host.KeyAsync(CallerRoles.Admin, CallerRoles.Auditor));
        foreach (var page in new[] { "", "interactions", "interactions/unknown", "credentials", "credentials/demo-key", "settings" })
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
            .Select(violation => $"{visitor.Page.Url}: {violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(static node => "  " + node.Html))}")
            .ShouldBeEmpty();
    }
}
