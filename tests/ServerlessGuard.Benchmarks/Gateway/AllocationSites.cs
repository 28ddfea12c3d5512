using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// Allocations by the place that asked for them, from the runtime's samples (one for about every 100 KB) with their stacks: the guard's
/// own method nearest to the allocation, with the method of the framework that it called. Of the whole process.
/// </summary>
internal sealed class AllocationSites : IAsyncDisposable
{
    private const string Own = "ServerlessGuard.";
    private const int BufferMegabytes = 256;

    private readonly string _file = Path.GetTempFileName();
    private readonly EventPipeSession _session;
    private readonly Task _copy;

    private AllocationSites()
    {
        const ClrTraceEventParser.Keywords wanted = ClrTraceEventParser.Keywords.GC
            | ClrTraceEventParser.Keywords.Jit | ClrTraceEventParser.Keywords.Loader;
        _session = new DiagnosticsClient(Environment.ProcessId).StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Verbose, (long)wanted)], requestRundown: true,
            BufferMegabytes);
        _copy = Task.Run(async () =>
        {
            await using var file = File.Create(_file);
            await _session.EventStream.CopyToAsync(file);
        });
    }

    public static AllocationSites Begin() => new();

    public async ValueTask DisposeAsync()
    {
        await _session.StopAsync(CancellationToken.None);
        await _copy;
        _session.Dispose();
        File.Delete(_file);
        File.Delete(_file + ".etlx");
    }

    /// <summary>Prints the places with the most bytes, a request.</summary>
    public async Task PrintAsync(long requests, int most)
    {
        await _session.StopAsync(CancellationToken.None);
        await _copy;
        var sums = new Dictionary<string, (long Bytes, Dictionary<string, long> Types)>(StringComparer.Ordinal);
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(_file, _file + ".etlx"));
        foreach (var traced in log.Events)
        {
            if (traced is not GCAllocationTickTraceData tick)
            {
                continue;
            }

            var place = PlaceOf(tick.CallStack());
            var (bytes, types) = sums.GetValueOrDefault(place, (0, new(StringComparer.Ordinal)));
            types[tick.TypeName] = types.GetValueOrDefault(tick.TypeName) + tick.AllocationAmount64;
            sums[place] = (bytes + tick.AllocationAmount64, types);
        }

        foreach (var (place, (bytes, types)) in sums.OrderByDescending(static pair => pair.Value.Bytes).Take(most))
        {
            var largest = string.Join(", ", types.OrderByDescending(static pair => pair.Value).Take(3).Select(static pair => pair.Key));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"    {bytes / (double)requests / 1024,6:0.00} KB  {place}   {largest}"));
        }
    }

    private static string PlaceOf(TraceCallStack? stack)
    {
        var (below, outermost) = ("", "");
        for (; stack is not null; stack = stack.Caller)
        {
            var name = stack.CodeAddress.FullMethodName;
            if (name.StartsWith(Own, StringComparison.Ordinal))
            {
                return below.Length == 0 ? name : $"{name} > {below}";
            }

            below = name.Length > 0 ? name : below;
            outermost = outermost.Length == 0 ? name : outermost;
        }

        return $"({outermost})";
    }
}
