namespace ServerlessGuard.Benchmarks;

/// <param name="Processor">Processor time a request of the whole process: load, proxy and model together.</param>
/// <param name="Allocated">Bytes allocated a request, of the whole process too.</param>
internal sealed record LoadResult(double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan Processor, long Allocated, int Failed);
