using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>
/// A visitor with a browser context of their own. It records violations of the content security policy, script errors and
/// dialogs, none of which may occur.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _troubles = new();

    private Visitor(IBrowserContext context, IPage page, Uri address)
    {
        _context = context;
        Page = page;
        Address = address;
    }

    public IPage Page { get; }

    public Uri Address { get; }

    public IBrowserContext Context => _context;

    public static async Task<Visitor> ComeAsync(
        ConsoleBrowser browser, ConsoleHost host, ColorScheme scheme = ColorScheme.Light, (int Width, int Height)? size = null)
    {
        var context = await browser.ContextAsync(new()
        {
            BaseURL = host.Address.ToString(),
            ColorScheme = scheme,
            ViewportSize = new() { Width = size?.Width ?? 1280, Height = size?.Height ?? 900 },
        });
        context.SetDefaultTimeout(ConsoleBrowser.Timeout);
        var visitor = new Visitor(context, await context.NewPageAsync(), host.Address);
        await context.ExposeFunctionAsync("reportTrouble", (string what) => visitor._troubles.Enqueue(what));
        await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => window.reportTrouble(`policy: "
            + "${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));");
        visitor.Page.PageError += (_, error) => visitor._troubles.Enqueue($"script: {error}");
        visitor.Page.Dialog += async (_, dialog) =>
        {
            visitor._troubles.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        return visitor;
    }

    public static async Task<Visitor> SignedInAsync(
        ConsoleBrowser browser, ConsoleHost host, string key, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = await ComeAsync(browser, host, scheme);
        await visitor.SignInAsync(key);
        return visitor;
    }

    public async Task SignInAsync(string key)
    {
        await Page.GotoAsync("console/sign-in");
        await Page.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
    }

    public async Task<IResponse> GoAsync(string path) => (await Page.GotoAsync("console/" + path))!;

    public void ShouldHaveHadNoTrouble() => _troubles.ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
