using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Local.Tests.Clients;

/// <summary>
/// Runs tests/clients with Node.js, installing its packages on demand. Without Node.js the test is skipped, except in CI.
/// </summary>
internal static class NodeClient
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "clients");
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    public static async Task<JsonElement> RunAsync(string script, Uri url, string key, string model, CancellationToken cancellationToken)
    {
        if (await Installed.Value is { } reason)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(reason);
            }

            Assert.Skip(reason);
        }

        var (code, output, error) = await RunAsync("node", [script, url.ToString().TrimEnd('/'), key, model], cancellationToken);
        code.ShouldBe(0, error);
        return JsonElement.Parse(output);
    }

    /// <summary>Why it cannot run, or null.</summary>
    private static async Task<string?> InstallAsync()
    {
        try
        {
            var (code, version, _) = await RunAsync("node", ["--version"], CancellationToken.None);
            if (code != 0 || !Version.TryParse(version.Trim().TrimStart('v'), out var parsed) || parsed.Major < 20)
            {
                return $"Node.js 20 or newer is needed, found {version.Trim()}.";
            }

            if (Directory.Exists(Path.Combine(Folder, "node_modules", "@anthropic-ai", "sdk")))
            {
                return null;
            }

            var (failed, _, error) = await RunAsync("npm", ["ci"], CancellationToken.None);
            return failed == 0 ? null : $"npm ci failed: {error}";
        }
        catch (Win32Exception)
        {
            return "Node.js is not installed.";
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        string file, string[] args, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output, await error);
    }
}
