using BenchmarkDotNet.Running;

namespace ServerlessGuard.Benchmarks;

internal static class Program
{
    public static async Task Main(string[] args)
    {
        if (args is ["audit"])
        {
            await AuditBenchmark.RunAsync();
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
