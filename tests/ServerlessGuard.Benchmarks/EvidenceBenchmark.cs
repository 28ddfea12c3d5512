using System.Diagnostics;
using System.Globalization;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// How long gathering facts from a log takes, and what memory it holds beside the log, which is in memory too
/// (<c>-- evidence [ENTRIES]</c>, a million by default).
/// </summary>
internal static class EvidenceBenchmark
{
    public static async Task RunAsync(int entries)
    {
        var controls = ControlLoader.LoadFile(Path.Combine(AppContext.BaseDirectory, "policies", "controls.yaml")).Controls
            ?? throw new InvalidOperationException("The controls are not valid.");
        var log = AuditLogBenchmark.Build(entries, AuditLogBenchmark.Entries(entries), out _);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = new MostMemory(entries / 4);
        var watch = Stopwatch.StartNew();
        var reading = await new LogFacts(log, AuditLogBenchmark.Key).ReadAsync(
            controls.SelectMany(static c => c.DecidedBy), null, DateTimeOffset.UnixEpoch.AddDays(1), CancellationToken.None, most);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"evidence: {entries:N0} entries verified and read in {watch.Elapsed.TotalSeconds:N1} s; at most {(most.Bytes - before) / 1024.0 / 1024.0:N1} MiB live beside the log; {reading.Facts.Count} facts, {Environment.ProcessorCount} processors"));
    }

    private sealed class MostMemory(long every) : IProgress<long>
    {
        public long Bytes { get; private set; }

        public void Report(long value)
        {
            if (value % every == 0)
            {
                Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true));
            }
        }
    }
}
