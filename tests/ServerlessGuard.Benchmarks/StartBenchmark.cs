using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// <c>start [GUARD.DLL]</c>: from the start of a process to its first answer on /health, in time and processor time, and its memory after
/// 200 answers, of an empty ASP.NET Core app and of <c>guard up</c>, in turns in one run. A second guard.dll (published ahead of time)
/// is measured beside them.
/// </summary>
internal static class StartBenchmark
{
    private const string EmptyChild = "start-empty";
    private const int Rounds = 7;
    private const int Answers = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        var own = typeof(StartBenchmark).Assembly.Location;
        var guard = Path.Combine(AppContext.BaseDirectory, "guard.dll");
        var kinds = new List<(string Name, Func<string, string[]> Command)>
        {
            ("empty ASP.NET Core app", _ => [own, EmptyChild]),
            ("guard up", folder => [guard, "up", "--port", "0", "--json", "--data", folder]),
        };
        if (args is [var other, ..])
        {
            kinds.Add(("guard up, " + Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(other))), folder => [
                Path.GetFullPath(other), "up", "--port", "0", "--json", "--data", folder
            ]));
        }

        var results = kinds.ToDictionary(
            static k => k.Name, static _ => new List<(double Milliseconds, double Processor, double Megabytes)>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, command) in kinds)
            {
                results[name].Add(await MeasureAsync(command));
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Rounds} starts of each in turns, {Environment.ProcessorCount} processors; medians (lowest to highest)"));
        foreach (var (name, found) in results)
        {
            var times = found.Select(static f => f.Milliseconds).Order().ToList();
            var work = found.Select(static f => f.Processor).Order().ToList();
            var sizes = found.Select(static f => f.Megabytes).Order().ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: first answer after {times[Rounds / 2]:N0} ms ({times[0]:N0} to {times[^1]:N0}), processor time {work[Rounds / 2]:N0} ms ({work[0]:N0} to {work[^1]:N0}); working set {sizes[Rounds / 2]:N0} MB ({sizes[0]:N0} to {sizes[^1]:N0})"));
        }

        return 0;
    }

    /// <summary>The child: says where it listens and answers until its input ends.</summary>
    public static async Task<int> RunEmptyAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(static context => context.Response.WriteAsync("ok"));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(JsonSerializer.Serialize(new { url = address + "/v1" }));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<(double Milliseconds, double Processor, double Megabytes)> MeasureAsync(Func<string, string[]> command)
    {
        var folder = Directory.CreateTempSubdirectory("guard-start-").FullName;
        var start = new ProcessStartInfo("dotnet", command(folder))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder
        };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        try
        {
            var ready = await process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException("The child ended before it served.");
            using var http = new HttpClient
            {
                BaseAddress = new Uri(new Uri(JsonElement.Parse(ready).GetProperty("url").GetString()!), "/")
            };
            (await http.GetStringAsync(new Uri("health", UriKind.Relative))).ToString();
            var (took, worked) = (Stopwatch.GetElapsedTime(began), process.TotalProcessorTime);
            for (var i = 0; i < Answers; i++)
            {
                await http.GetStringAsync(new Uri("health", UriKind.Relative));
            }

            process.Refresh();
            return (took.TotalMilliseconds, worked.TotalMilliseconds, process.WorkingSet64 / 1e6);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
