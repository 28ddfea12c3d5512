using BenchmarkDotNet.Running;

namespace ServerlessGuard.Benchmarks;

internal static class Program
{
    /// <summary><c>redact [SIZE_MIB]</c> measures redaction of a generated text; anything else goes to BenchmarkDotNet.</summary>
    public static int Main(string[] args)
    {
        if (args is ["redact", .. var size])
        {
            return RedactionBenchmark.RunAsync(size).GetAwaiter().GetResult();
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
