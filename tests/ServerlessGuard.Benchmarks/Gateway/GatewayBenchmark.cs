using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using ServerlessGuard.Local.Hosting;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// <c>gateway [REQUESTS] [CONNECTIONS] [CASE...] [allocations] [sites]</c>: in one process and one run, requests a second, latency,
/// processor time and allocation (with <c>allocations</c> by type, with <c>sites</c> by place, too) of (a) YARP passing requests through
/// and (b) the gateway with every guard on and everything durable, both before the same model stub, in turns. Rounds are counted in
/// requests, and begin once the JIT is quiet. The load is <see cref="ClosedLoop"/>, the cases are those of <see cref="GatewayCase"/>.
/// </summary>
internal static class GatewayBenchmark
{
    private const int Rounds = 3;

    /// <summary>A round that compiles no more methods than this is warm; a few come with every round, of rare paths.</summary>
    private const int QuietMethods = 20;

    private const int MostWarmups = 12;

    /// <summary>About the length of an entry.</summary>
    private const int EntryBytes = 900;

    /// <summary>Types that a profile of allocations lists.</summary>
    private const int Types = 45;

    /// <summary>Places that a profile of allocations lists.</summary>
    private const int Places = 90;

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

    public static async Task<int> RunAsync(string[] args)
    {
        var numbers = args.TakeWhile(static arg => int.TryParse(arg, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(static arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToArray();
        var (requests, connections) = (numbers is [var count, ..] ? count : 4000, numbers is [_, var many, ..] ? many : 32);
        var wanted = args[numbers.Length..];
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
                    $"{connections} connections, closed loop, {Rounds} rounds of {requests} requests in turns, {Environment.ProcessorCount} processors shared by load, proxy and model"));
            var run = new Run(
                proxy.Address, host.Address, key, connections, Path.Combine(folder, "data"), wanted.Contains("allocations"),
                wanted.Contains("sites"));
            wanted = [.. wanted.Where(static one => one is not ("allocations" or "sites"))];
            foreach (var one in GatewayCase.All.Where(one => wanted.Length == 0 || wanted.Contains(one.Name)))
            {
                await run.CompareAsync(one, Math.Max((int)(requests * one.Share), connections));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    private sealed class Run(Uri proxy, Uri gateway, string key, int connections, string data, bool allocations, bool sites)
    {
        private long _sent;

        public async Task CompareAsync(GatewayCase one, int requests)
        {
            var warm = await WarmAsync(one, requests);
            var (passed, guarded) = (new List<LoadResult>(), new List<LoadResult>());
            using var profile = allocations ? new AllocationProfile() : null;
            if (sites)
            {
                await using var places = AllocationSites.Begin();
                await LoadAsync(gateway, one, requests);
                await places.PrintAsync(requests, Places);
            }

            var size = SizeOf(data);
            for (var round = 0; round < Rounds; round++)
            {
                passed.Add(await LoadAsync(proxy, one, requests));
                profile?.Begin();
                guarded.Add(await LoadAsync(gateway, one, requests));
                if (round == Rounds - 1)
                {
                    profile?.Print(requests, Types);
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Title}, {one.Body(0).Length} bytes (warm after {warm} rounds)"));
            Print("YARP pass-through", passed);
            Print("gateway, all guards", guarded);
            var ratios = passed.Zip(guarded, static (a, b) => b.PerSecond / a.PerSecond).Order().ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  ratio of requests/s {ratios[Rounds / 2]:0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00}), {(SizeOf(data) - size) / (Rounds * requests)} bytes on disk a request"));
            await PrintAloneAsync(one, Math.Max(requests / 10, 1));
        }

        /// <summary>
        /// Latency without a queue: the median of requests one after another, and that of two durable appends to a log of the same disk.
        /// </summary>
        private async Task PrintAloneAsync(GatewayCase one, int requests)
        {
            var passed = await LoadAsync(proxy, one, requests, 1);
            var guarded = await LoadAsync(gateway, one, requests, 1);
            var writes = new List<TimeSpan>();
            await using (var log = await new FileAppendLogs(Path.Combine(data, "..", "alone")).OpenAsync("w", CancellationToken.None))
            {
                for (var i = 0; i < requests; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    await log.AppendAsync([new byte[EntryBytes]], CancellationToken.None);
                    await log.AppendAsync([new byte[EntryBytes]], CancellationToken.None);
                    writes.Add(Stopwatch.GetElapsedTime(started));
                }
            }

            var twice = writes.Order().ElementAt(writes.Count / 2);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  one connection: p50 {passed.P50.TotalMilliseconds:0.00} ms YARP, {guarded.P50.TotalMilliseconds:0.00} ms gateway, {twice.TotalMilliseconds:0.00} ms two durable writes; {(guarded.P50 - passed.P50 - twice).TotalMilliseconds:0.00} ms above both"));
        }

        private async Task<int> WarmAsync(GatewayCase one, int requests)
        {
            for (var round = 1; ; round++)
            {
                var before = JitInfo.GetCompiledMethodCount();
                await LoadAsync(proxy, one, requests);
                await LoadAsync(gateway, one, requests);
                if (JitInfo.GetCompiledMethodCount() - before <= QuietMethods || round == MostWarmups)
                {
                    return round;
                }
            }
        }

        private async Task<LoadResult> LoadAsync(Uri address, GatewayCase one, int requests, int? at = null)
        {
            _sent += requests;
            return await ClosedLoop.RunAsync(
                new Uri(address, "v1/chat/completions"), key, one, _sent - requests, at ?? connections, requests);
        }

        private static void Print(string name, List<LoadResult> results)
        {
            var middle = results.OrderBy(static result => result.Processor).ElementAt(results.Count / 2);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {name,-20} {middle.PerSecond,8:0} requests/s   p50 {middle.P50.TotalMilliseconds,6:0.00} ms   p99 {middle.P99.TotalMilliseconds,7:0.00} ms   {middle.Processor.TotalMicroseconds,6:0} µs of processor   {middle.Allocated / 1024.0,6:0.0} KB allocated   {results.Sum(static result => result.Failed)} failed"));
        }
    }
}
