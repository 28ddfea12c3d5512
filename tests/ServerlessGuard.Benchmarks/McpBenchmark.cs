using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ServerlessGuard.Core.Mcp;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// The time that the gateway adds to a call of a tool: the same client and server over HTTP on loopback, without it and with it.
/// </summary>
internal static class McpBenchmark
{
    private const int WarmUp = 300;

    public static async Task<int> RunAsync(string[] args)
    {
        var calls = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1000;
        using var folder = new TemporaryDirectory();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMcpServer().WithHttpTransport(static http => http.ConfigureSessionOptions = static (_, options, _) =>
        {
            options.Capabilities = new ServerCapabilities { Tools = new() };
            options.Handlers.ListToolsHandler = static (_, _) => ValueTask.FromResult(new ListToolsResult
            {
                Tools = [new Tool { Name = "search", Description = "Searches the notes." }],
            });
            options.Handlers.CallToolHandler = static (_, _) => ValueTask.FromResult(new CallToolResult
            {
                Content = [new TextContentBlock { Text = "Three notes speak of it; the newest one is of Monday." }],
            });
            return Task.CompletedTask;
        });
        await using var server = builder.Build();
        server.MapMcp("/mcp");
        await server.StartAsync();
        var direct = new Uri(
            server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/mcp");

        var policy = Path.Combine(folder.Path, "guard.yaml");
        await File.WriteAllTextAsync(policy, """
            version: 1
            applications:
              - { id: notes, tier: standard, models: [m], callers: ["key:notes"], tools: [notes.search] }
            tiers:
              standard: { stream: buffered }
            models:
              m: { platform: openai }
            tools:
              notes.search: { effect: read }
            """);
        await using var host = await EmbeddedHost.StartAsync(
            new()
            {
                DataFolder = Path.Combine(folder.Path, "data"),
                PolicyFile = policy,
                Urls = ["http://127.0.0.1:0"],
                Upstream = new Uri("http://127.0.0.1:9/"),
                LogFrom = LogLevel.None,
                Mcp = McpConfigLoader.Load($"version: 1\nservers: {{ notes: {{ url: \"{direct}\" }} }}", "mcp.yaml").Config,
            },
            TimeProvider.System,
            CancellationToken.None);
        var key = await host.CreateKeyAsync("notes", CancellationToken.None);

        await using var alone = await ConnectAsync(direct, null);
        await using var guarded = await ConnectAsync(new Uri(host.Address, "mcp/notes"), key);
        var without = await MeasureAsync(alone, calls);
        var with = await MeasureAsync(guarded, calls);
        Print("direct", without);
        Print("guarded", with);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"added: p50 {At(with, 0.5) - At(without, 0.5):0.00} ms, p99 {At(with, 0.99) - At(without, 0.99):0.00} ms; two durable writes are in it"));
        return 0;
    }

    private static async Task<McpClient> ConnectAsync(Uri address, string? key) => await McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = address,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = key is null ? [] : new Dictionary<string, string> { ["Authorization"] = "Bearer " + key },
        }),
        null, null, CancellationToken.None);

    private static async Task<double[]> MeasureAsync(McpClient client, int calls)
    {
        var arguments = new Dictionary<string, object?> { ["query"] = "the budget of March" };
        var times = new double[calls];
        for (var at = -WarmUp; at < calls; at++)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await client.CallToolAsync("search", arguments, cancellationToken: CancellationToken.None);
            if (result.IsError == true)
            {
                throw new InvalidOperationException(((TextContentBlock)result.Content[0]).Text);
            }

            if (at >= 0)
            {
                times[at] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        Array.Sort(times);
        return times;
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static void Print(string name, double[] sorted) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name}: p50 {At(sorted, 0.5):0.00} ms, p99 {At(sorted, 0.99):0.00} ms, {sorted.Length} calls one after another"));
}
