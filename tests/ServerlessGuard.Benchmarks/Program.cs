using BenchmarkDotNet.Running;
using ServerlessGuard.Benchmarks.Accuracy;

namespace ServerlessGuard.Benchmarks;

internal static class Program
{
    /// <summary><c>accuracy SUITE PATH</c> measures detection on labelled data; anything else goes to BenchmarkDotNet.</summary>
    public static int Main(string[] args)
    {
        if (args is ["accuracy", .. var rest])
        {
            return AccuracyCommand.Run(rest, Console.Out);
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
