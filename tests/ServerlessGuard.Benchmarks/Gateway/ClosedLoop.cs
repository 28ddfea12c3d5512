using System.Diagnostics;
using System.Net.Http.Headers;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// The load generator: so many connections of one HttpClient (SocketsHttpHandler), each sending its next request when the answer
/// to the last was read whole. Latency is seen by the client.
/// </summary>
internal static class ClosedLoop
{
    public static async Task<LoadResult> RunAsync(Uri address, string key, byte[] body, int connections, TimeSpan duration)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false });
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var workers = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(_ => WorkAsync(client, address, key, body, watch, duration)));
        watch.Stop();
        var latencies = workers.SelectMany(static worker => worker.Latencies).Order().ToArray();
        return new LoadResult(
            latencies.Length / watch.Elapsed.TotalSeconds,
            latencies[latencies.Length / 2],
            latencies[(int)(latencies.Length * 0.99)],
            (Environment.CpuUsage.TotalTime - processor) / latencies.Length,
            workers.Sum(static worker => worker.Failed));
    }

    private static async Task<(List<TimeSpan> Latencies, int Failed)> WorkAsync(
        HttpClient client, Uri address, string key, byte[] body, Stopwatch watch, TimeSpan duration)
    {
        var latencies = new List<TimeSpan>();
        var failed = 0;
        while (watch.Elapsed < duration)
        {
            var started = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await client.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            failed += response.IsSuccessStatusCode ? 0 : 1;
            latencies.Add(Stopwatch.GetElapsedTime(started));
        }

        return (latencies, failed);
    }
}
