using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ServerlessGuard.Testing.Azurite;

/// <summary>Installs tests/azurite from its lock file, once per checkout and version, however many test projects ask at once.</summary>
internal static class AzuriteInstall
{
    private static readonly Lazy<Task<string?>> Done = new(RunAsync);

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "azurite");

    /// <summary>Why it cannot run here, or null.</summary>
    public static Task<string?> EnsureAsync() => Done.Value;

    private static async Task<string?> RunAsync()
    {
        try
        {
            var (code, version, _) = await RunAsync("node", "--version");
            if (code != 0 || !Version.TryParse(version.Trim().TrimStart('v'), out var parsed) || parsed.Major < 18)
            {
                return $"Node.js 18 or newer is needed, found {version.Trim()}.";
            }

            await using var turn = await TakeTurnAsync();
            if (IsInstalled())
            {
                return null;
            }

            var (failed, _, error) = await RunAsync("npm", "ci", "--ignore-scripts");
            return failed == 0 ? null : $"npm ci in tests/azurite failed: {error}";
        }
        catch (Win32Exception)
        {
            return "Node.js is not installed.";
        }
    }

    private static bool IsInstalled()
    {
        // npm writes its own lock file into node_modules last.
        var modules = Path.Combine(Folder, "node_modules");
        return File.Exists(Path.Combine(modules, ".package-lock.json"))
            && VersionIn(Path.Combine(modules, "azurite", "package.json"), static root => root.GetProperty("version"))
                == VersionIn(Path.Combine(Folder, "package.json"), static root => root.GetProperty("dependencies").GetProperty("azurite"));
    }

    private static string? VersionIn(string file, Func<JsonElement, JsonElement> pick) =>
        File.Exists(file) ? pick(JsonElement.Parse(File.ReadAllText(file))).GetString() : null;

    /// <summary>Other test processes of this checkout wait; the system frees the file when a process dies.</summary>
    private static async Task<FileStream> TakeTurnAsync()
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..16];
        var path = Path.Combine(Path.GetTempPath(), $"serverlessguard-azurite-{name}.lock");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string file, params string[] args)
    {
        var start = new ProcessStartInfo(
            file, args)
        { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
