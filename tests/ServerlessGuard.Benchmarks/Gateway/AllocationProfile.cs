using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// Sums allocations by type, from the runtime's samples (one for about every 100 KB): the types with the most bytes. Of the whole
/// process.
/// </summary>
internal sealed class AllocationProfile : EventListener
{
    private const EventKeywords Collector = (EventKeywords)0x1;
    private const string Sample = "GCAllocationTick_V4";

    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.Ordinal);
    private volatile bool _counts;

    public void Begin()
    {
        _bytes.Clear();
        _counts = true;
    }

    public void Print(long requests, int most)
    {
        _counts = false;
        foreach (var (type, bytes) in _bytes.OrderByDescending(static pair => pair.Value).Take(most))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {bytes / (double)requests / 1024,6:0.00} KB  {type}"));
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Collector);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (_counts && eventData.EventName == Sample)
        {
            var names = eventData.PayloadNames!;
            var type = (string)eventData.Payload![names.IndexOf("TypeName")]!;
            var bytes = Convert.ToInt64(eventData.Payload[names.IndexOf("AllocationAmount64")], CultureInfo.InvariantCulture);
            _bytes.AddOrUpdate(type, bytes, (_, sum) => sum + bytes);
        }
    }
}
