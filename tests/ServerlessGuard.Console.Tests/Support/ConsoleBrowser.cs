using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ServerlessGuard.Console.Tests.Support.ConsoleBrowser))]

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>One headless browser for all tests; each test has contexts of its own.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    /// <summary>In milliseconds. Playwright can limit nothing but time: it is far above what a busy machine takes.</summary>
    public const float Timeout = 300_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _reason = "";

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Timeout);
        (var path, _reason) = await Chromium.FindAsync(_playwright);
        if (path is not null)
        {
            // Chromium's sandbox does not start for root; on a machine of one's own it stays on.
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                Args = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
            });
        }
    }

    public async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options)
    {
        if (_browser is null)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(_reason);
            }

            Assert.Skip(_reason);
        }

        return await _browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
