using System.Globalization;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Benchmarks.FunctionApp;

/// <summary>
/// <c>app FOLDER [ROUNDS]</c>: the published app on the SDK's listeners and Azurite, idle: from an event to what the guard does about it.
/// </summary>
internal static class AppBenchmark
{
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var (app, rounds) = (args[0], args is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) + 1 : 21);
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        var policies = Directory.CreateTempSubdirectory("guard-app-").FullName;
        try
        {
            Copy(Path.Combine(AppContext.BaseDirectory, "policies"), policies);
            var expiry = await ExpiryRounds.RunAsync(app, azurite, policies, rounds);
            Tell("near-expiry event in the queue", [.. expiry.Select(static round => round.Begun)]);
            var held = Tell("near-expiry event to new vault version", [.. expiry.Select(static round => round.Rotated)]);
            var deployments = await DeploymentRounds.RunAsync(app, azurite, policies, rounds);
            Tell("deployment event in the queue", [.. deployments.Select(static round => round.Begun)]);
            held &= Tell("deployment event to calls sent elsewhere", [.. deployments.Select(static round => round.Shifted)]);
            held &= Tell("deployment event to restored and verified", [.. deployments.Select(static round => round.Restored)]);
            return held ? 0 : 1;
        }
        finally
        {
            Directory.Delete(policies, recursive: true);
        }
    }

    private static bool Tell(string what, IReadOnlyList<TimeSpan> took)
    {
        // The first compiles what it runs.
        var sorted = took.Skip(1).Order().ToList();
        var p95 = sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: first {took[0].TotalSeconds:N1} s; {sorted.Count} more: p50 {sorted[sorted.Count / 2].TotalSeconds:N1} s, p95 {p95.TotalSeconds:N1} s, longest {sorted[^1].TotalSeconds:N1} s (aim: p95 under {Aim.TotalSeconds:N0} s)"));
        return p95 < Aim;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
