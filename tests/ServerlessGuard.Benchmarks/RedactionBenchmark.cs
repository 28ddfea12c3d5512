using System.Diagnostics;
using System.Globalization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Benchmarks;

/// <summary><c>redact [SIZE_MIB]</c>: redacts a generated text with all rules, on one thread, and says how fast and with how much memory.</summary>
internal static class RedactionBenchmark
{
    private const int Block = 2 * 1024 * 1024;

    public static async Task<int> RunAsync(string[] args)
    {
        var size = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : 256;
        var block = new RedactionText(seed: 1).Make(Block);
        var plan = new RedactionPlan
        {
            Personal = GuardAction.Mask,
            Secret = GuardAction.Mask,
            Injection = GuardAction.Mask,
            Markup = GuardAction.Mask,
            Leakage = GuardAction.Mask,
        };

        // The first run compiles patterns and code.
        await RunAsync(block, 1, plan);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var summary = await RunAsync(block, Math.Max(1, size / 2), plan);
        watch.Stop();
        process.Refresh();
        var processor = process.TotalProcessorTime - before;
        var megabytes = summary.BytesRead / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"redact: {Redactor.Default.Scanner.Rules.Count} rules, {megabytes:0} MB, {summary.Counts.Values.Sum()} findings, {watch.Elapsed.TotalSeconds:0.00} s, {megabytes / watch.Elapsed.TotalSeconds:0.0} MB/s ({megabytes / processor.TotalSeconds:0.0} MB per second of processor time), peak working set {process.PeakWorkingSet64 / 1e6:0} MB"));
        foreach (var (kind, count) in summary.Counts.OrderByDescending(static pair => pair.Value).Take(12))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind} {count}"));
        }

        return 0;
    }

    private static async Task<TextSummary> RunAsync(byte[] block, int times, RedactionPlan plan)
    {
        using var input = new RepeatedStream(block, times);
        return await TextRedaction.RunAsync(
            input, Stream.Null, Redactor.Default, plan, TokenSession.Ephemeral(new SystemEntropy(TimeProvider.System)), new TextOptions(), CancellationToken.None);
    }
}
