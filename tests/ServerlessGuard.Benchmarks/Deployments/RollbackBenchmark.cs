using System.Globalization;
using ServerlessGuard.Local.Demo;

namespace ServerlessGuard.Benchmarks.Deployments;

/// <summary>
/// How long an event takes to a restored model: the whole embedded guard before a simulated Azure, over HTTP and through the
/// adapters that it meets Azure with. Each event is delivered twice.
/// </summary>
internal static class RollbackBenchmark
{
    private static readonly TimeSpan PlatformTakes = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 100;
        await using var environment = await DemoEnvironment.OpenAsync(TimeProvider.System, CancellationToken.None);
        var route = new RollbackRounds(rounds, TimeSpan.Zero);
        var put = new RollbackRounds(Math.Max(1, rounds / 4), PlatformTakes);
        var reports = await environment.RunAsync(
            [route, put], static scenario => Console.Error.WriteLine(scenario.Title), CancellationToken.None);
        foreach (var report in reports)
        {
            Console.WriteLine($"{report.Title}: {report.Outcome.ClientGot}");
            foreach (var check in report.Outcome.Checks.Where(static check => !check.Passed))
            {
                Console.WriteLine($"  failed: {check.Description}");
            }
        }

        return reports.All(static report => report.Outcome.Passed) ? 0 : 1;
    }
}
