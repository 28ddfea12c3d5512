using BenchmarkDotNet.Running;
using ServerlessGuard.Benchmarks.Accuracy;

namespace ServerlessGuard.Benchmarks;

internal static class Program
{
    /// <summary>
    /// <c>accuracy SUITE PATH</c> measures detection on labelled data, <c>audit</c> the audit log, <c>redact [SIZE_MIB]</c>
    /// redaction of a generated text; anything else goes to BenchmarkDotNet.
    /// </summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is ["accuracy", .. var rest])
        {
            return AccuracyCommand.Run(rest, Console.Out);
        }

        if (args is ["audit"])
        {
            await AuditBenchmark.RunAsync();
            return 0;
        }

        if (args is ["redact", .. var size])
        {
            return await RedactionBenchmark.RunAsync(size);
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
