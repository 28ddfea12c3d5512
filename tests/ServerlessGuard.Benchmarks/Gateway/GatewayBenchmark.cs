using System.Globalization;
using System.Text;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// <c>gateway [SECONDS]</c>: in one process and one run, requests a second and latency of (a) YARP passing requests through and
/// (b) the gateway with every guard on and durable audit entries, both before the same model stub, in turns. The load
/// is <see cref="ClosedLoop"/>.
/// </summary>
internal static class GatewayBenchmark
{
    private const int Rounds = 3;
    private const int Connections = 32;

    private const string Policy = """
        version: 1
        applications:
          - { id: bench, tier: strict, models: [demo-model], callers: ["key:bench"], restore: true }
        tiers:
          strict:
            stream: buffered
            input:  { personal: tokenise, secrets: block, injection: block }
            output: { personal: mask, secrets: block, markup: neutralise, leakage: block }
        models:
          demo-model: { platform: openai }
        """;

    private static readonly (string Name, string Prompt)[] Prompts =
    [
        (
            "no personal data",
            "Summarise in two sentences why the committee postponed its decision on the new car park, and what happens next."),
        ("two values to tokenise", "Write to erika.mustermann@mailbox.org that the refund to card 4111 1111 1111 1111 was approved, "
            + "politely and in two sentences."),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0
            ? asked
            : 10;
        var folder = Directory.CreateTempSubdirectory("guard-bench-").FullName;
        try
        {
            var policy = Path.Combine(folder, "guard.yaml");
            await File.WriteAllTextAsync(policy, Policy);
            await using var model = await ModelStub.StartAsync();
            await using var proxy = await PassThrough.StartAsync(model.Address);
            await using var host = await EmbeddedHost.StartAsync(
                new EmbeddedHostOptions
                {
                    DataFolder = Path.Combine(folder, "data"),
                    PolicyFile = policy,
                    Urls = ["http://127.0.0.1:0"],
                    Upstream = model.Address
                },
                TimeProvider.System,
                CancellationToken.None);
            var key = await host.CreateKeyAsync("bench", CancellationToken.None);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Connections} connections, closed loop, {Rounds} rounds of {seconds} s each in turns, {Environment.ProcessorCount} processors shared by load, proxy and model"));
            foreach (var (name, prompt) in Prompts)
            {
                await CompareAsync(name, prompt, proxy.Address, host.Address, key, TimeSpan.FromSeconds(seconds));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string name, string prompt, Uri proxy, Uri gateway, string key, TimeSpan duration)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{"model":"demo-model","messages":[{"role":"system","content":"You are a helpful clerk."},{"role":"user","content":"{{prompt}}"}]}""");
        var ratios = new List<double>();
        var (passed, guarded) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round <= Rounds; round++)
        {
            var a = await ClosedLoop.RunAsync(new Uri(proxy, "v1/chat/completions"), key, body, Connections, duration);
            var b = await ClosedLoop.RunAsync(new Uri(gateway, "v1/chat/completions"), key, body, Connections, duration);
            if (round > 0)
            {
                // The first round compiles code on both sides and is not counted.
                passed.Add(a);
                guarded.Add(b);
                ratios.Add(b.PerSecond / a.PerSecond);
            }
        }

        Console.WriteLine($"prompt with {name}");
        Print("YARP pass-through", passed);
        Print("gateway, all guards", guarded);
        ratios.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  ratio of requests/s {ratios[Rounds / 2]:0.00} (median of {Rounds}, {ratios[0]:0.00} to {ratios[^1]:0.00})"));
    }

    private static void Print(string name, List<LoadResult> results)
    {
        var middle = results.OrderBy(static result => result.PerSecond).ElementAt(results.Count / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-20} {middle.PerSecond,8:0} requests/s   p50 {middle.P50.TotalMilliseconds,6:0.00} ms   p99 {middle.P99.TotalMilliseconds,7:0.00} ms   {middle.Processor.TotalMicroseconds,6:0} µs of processor   {results.Sum(static result => result.Failed)} failed"));
    }
}
