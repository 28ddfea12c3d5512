using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.FunctionsHost;
using ServerlessGuard.Simulation.Duties;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Benchmarks.FunctionApp;

/// <summary>
/// <c>cold [ROUNDS] FOLDER...</c>: published apps in turns on the tests' host: from the start of the worker's process to its first
/// answer on /health, in its processor time and in time.
/// </summary>
internal static class ColdStartBenchmark
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var (rounds, apps) = int.TryParse(args[0], CultureInfo.InvariantCulture, out var asked) ? (asked, args[1..]) : (7, args);
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        var policy = PolicyLoader.LoadFile(Path.Combine(AppContext.BaseDirectory, "policies", "guard.yaml")).Policy!;
        await using var azure = await DutyAzure.StartAsync(
            policy, new ProbeSuiteFiles(Path.Combine(AppContext.BaseDirectory, "policies")), "http://127.0.0.1:0", TimeProvider.System,
            CancellationToken.None);
        var duties = DutyList.Read(DutyList.Shipped);
        var written = DutyAppSettings.Write(
            duties, [.. duties.Duties.Where(static one => one.Id == "gateway")], azure.Address, new Uri(azure.Address, "v1"));
        var settings = JsonElement.Parse(written).GetProperty("Values").EnumerateObject().ToDictionary(
            static value => value.Name,
            value => value.Value.GetString() is DutyAppSettings.Emulator ? azurite.ConnectionString : value.Value.GetString()!,
            StringComparer.Ordinal);
        var found = apps.ToDictionary(static app => app, static _ => new List<(double Processor, double Milliseconds, double Megabytes)>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var app in apps)
            {
                var began = Stopwatch.GetTimestamp();
                await using var host = await AppHost.StartAsync(new AppHostOptions(app, settings), CancellationToken.None);
                using var http = new HttpClient { BaseAddress = host.Address, Timeout = Timeout };
                _ = await http.GetStringAsync(new Uri("health", UriKind.Relative));
                found[app].Add((host.WorkerProcessorTime.TotalMilliseconds, Stopwatch.GetElapsedTime(
                    began).TotalMilliseconds, host.WorkerWorkingSet / 1e6));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{app} {found[app][^1]}"));
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds} starts of each in turns, {Environment.ProcessorCount} processors; medians (lowest to highest)"));
        foreach (var (app, starts) in found)
        {
            var size = new DirectoryInfo(app).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length) / 1e6;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(app))} ({size:N0} MB): processor time {Of(starts.Select(static s => s.Processor))} ms; first answer after {Of(starts.Select(static s => s.Milliseconds))} ms; working set {Of(starts.Select(static s => s.Megabytes))} MB"));
        }

        return 0;
    }

    private static string Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:N0} ({sorted[0]:N0} to {sorted[^1]:N0})");
    }
}
