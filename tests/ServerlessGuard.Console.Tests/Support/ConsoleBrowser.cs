using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ServerlessGuard.Console.Tests.Support.ConsoleBrowser))]

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>One headless browser for all tests; each test has contexts of its own.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    /// <summary>In milliseconds. Playwright can limit nothing but time: it is far above what a busy machine takes.</summary>
    public const float Patience = 300_000;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private string reason = "";

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        (var path, reason) = await Chromium.FindAsync(playwright);
        if (path is not null)
        {
            // Chromium's sandbox does not start for root; on a machine of one's own it stays on.
            browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                Args = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
            });
        }
    }

    public async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options)
    {
        if (browser is null)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(reason);
            }

            Assert.Skip(reason);
        }

        return await browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
