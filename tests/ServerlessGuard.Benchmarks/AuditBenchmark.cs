using System.Diagnostics;
using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Benchmarks;

/// <summary>Durable appends per second with 256 concurrent appenders, and how long one append takes (<c>-- audit</c>).</summary>
internal static class AuditBenchmark
{
    private const int Appenders = 256;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        using var directory = new TemporaryDirectory();
        await using var audit = new GroupCommitAuditLog(new FileAppendLogs(directory.Path), "benchmark");
        await AppendAsync(audit, Warm);
        var watch = Stopwatch.StartNew();
        var times = await AppendAsync(audit, Measured);
        var seconds = watch.Elapsed.TotalSeconds;
        Array.Sort(times);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"audit: {Appenders} appenders, {times.Length / seconds:N0} durable appends/s, p50 {At(times, 0.5):N2} ms, p99 {At(times, 0.99):N2} ms, max {times[^1]:N2} ms"));
    }

    private static double At(double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];

    private static async Task<double[]> AppendAsync(GroupCommitAuditLog audit, TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var times = await Task.WhenAll(Enumerable.Range(0, Appenders).Select(i => Task.Run(async () =>
        {
            var own = new List<double>();
            while (Stopwatch.GetTimestamp() < end)
            {
                var start = Stopwatch.GetTimestamp();
                await audit.AppendAsync(Entry(i), CancellationToken.None);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return own;
        })));
        return [.. times.SelectMany(t => t)];
    }

    /// <summary>An entry of the size that the gateway writes when it opens an interaction.</summary>
    private static AuditEntry Entry(int appender) => new()
    {
        Kind = AuditKinds.InteractionOpened,
        Time = TimeProvider.System.GetUtcNow(),
        Interaction = "01J0000000000000000000TEST",
        Application = "claims-assistant",
        Tier = "regulated",
        Actor = $"key:{appender}",
        PolicyRevision = new string('a', 64),
        Findings = new Dictionary<string, int> { ["person.email"] = 2, ["bank.iban"] = 1 },
        Macs = new Dictionary<string, string> { ["prompt"] = new string('b', 64) },
    };
}
