namespace ServerlessGuard.Benchmarks;

/// <param name="Processor">Processor time a request of the whole process: load, proxy and model together.</param>
internal sealed record LoadResult(double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan Processor, int Failed);
