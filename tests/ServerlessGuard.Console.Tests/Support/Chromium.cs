using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Playwright;

namespace ServerlessGuard.Console.Tests.Support;

/// <summary>
/// Finds a Chromium: on the PATH, else where Playwright keeps its own, else installs one (Playwright's installer, then the
/// system's packages where this runs as root). Without any, tests fail in CI and are skipped elsewhere.
/// </summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <summary>The program, or the reason why there is none.</summary>
    public static async Task<(string? Path, string Reason)> FindAsync(IPlaywright playwright)
    {
        if (OnPath() is { } found)
        {
            return (found, "");
        }

        if (!File.Exists(playwright.Chromium.ExecutablePath))
        {
            Microsoft.Playwright.Program.Main(["install", "chromium"]);
        }

        if (File.Exists(playwright.Chromium.ExecutablePath))
        {
            return (playwright.Chromium.ExecutablePath, "");
        }

        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            await RunAsync("apt-get", "update", "-qq");
            await RunAsync("apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium");
        }

        return (
            OnPath(),
            $"There is no Chromium: not on the PATH ({string.Join(", ", Names)}), and Playwright's installer brought none. Install one.");
    }

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
        .FirstOrDefault(File.Exists);

    private static async Task RunAsync(string file, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, args) { RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
        }
        catch (Win32Exception)
        {
            // A system without apt; the caller reports the missing program.
        }
    }
}
