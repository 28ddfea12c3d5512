using System.Diagnostics;
using System.Net.Http.Headers;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// The load generator: so many connections of one HttpClient (SocketsHttpHandler), each sending its next request when the answer
/// to the last was read whole, until all requests of the round are sent. Latency is seen by the client.
/// </summary>
internal static class ClosedLoop
{
    public static async Task<LoadResult> RunAsync(
        Uri address, string key, GatewayCase sent, long from, int connections, int requests)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        client.DefaultRequestHeaders.Accept.ParseAdd(sent.Streams ? "text/event-stream" : "application/json");
        var (processor, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var watch = Stopwatch.StartNew();
        var left = new Countdown(requests);
        var workers = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(_ => WorkAsync(client, address, number => sent.Body(from + number), left)));
        watch.Stop();
        var latencies = workers.SelectMany(static worker => worker.Latencies).Order().ToArray();
        return new LoadResult(
            latencies.Length / watch.Elapsed.TotalSeconds,
            latencies[latencies.Length / 2],
            latencies[(int)(latencies.Length * 0.99)],
            (Environment.CpuUsage.TotalTime - processor) / latencies.Length,
            (GC.GetTotalAllocatedBytes() - allocated) / latencies.Length,
            workers.Sum(static worker => worker.Failed));
    }

    private static async Task<(List<TimeSpan> Latencies, int Failed)> WorkAsync(
        HttpClient client, Uri address, Func<int, byte[]> body, Countdown left)
    {
        var latencies = new List<TimeSpan>();
        var failed = 0;
        while (left.Next() is >= 0 and var number)
        {
            var started = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body(number)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await client.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            failed += response.IsSuccessStatusCode ? 0 : 1;
            latencies.Add(Stopwatch.GetElapsedTime(started));
        }

        return (latencies, failed);
    }

    private sealed class Countdown(int requests)
    {
        private int _left = requests;

        /// <summary>Negative once all were given out.</summary>
        public int Next() => Interlocked.Decrement(ref _left);
    }
}
