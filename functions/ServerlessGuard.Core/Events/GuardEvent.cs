using System.Text.Json;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Events;

/// <summary>
/// An event in either of Event Grid's schemas. A hint, not a fact: delivered at least once, in no order, forgeable by
/// anybody with a topic's key. A handler re-reads the source of truth before it acts.
/// </summary>
public sealed record GuardEvent
{
    /// <summary>Unique per <see cref="Source"/>: the two together identify a redelivery.</summary>
    public required string Id { get; init; }

    /// <summary>CloudEvents source, or Event Grid's topic; empty where the sender names none.</summary>
    public required string Source { get; init; }

    public required string Type { get; init; }

    public string? Subject { get; init; }

    /// <summary>The time of the event from the sender; the time of receipt, if the sender names none.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// The principal that delivered it, as authenticated; null where nobody can say. Never what the event says of itself.
    /// </summary>
    public string? DeliveredBy { get; init; }

    /// <summary>
    /// The Event Grid topic that it was published to, where Event Grid says so: in its own schema senders cannot write that
    /// attribute. Null in CloudEvents, whose source is the sender's word. Counts only where Event Grid itself delivered.
    /// </summary>
    public string? Topic { get; init; }

    /// <summary>The payload; of kind Undefined when there is none.</summary>
    public JsonElement Data { get; init; }

    /// <summary>The extension attribute <c>traceparent</c>; null where it is absent or no W3C trace context.</summary>
    public TraceParent? Trace { get; init; }

    /// <summary>The facts of the entry <see cref="AuditKinds.EventReceived"/>.</summary>
    public IReadOnlyDictionary<string, string> Facts(string outcome)
    {
        var facts = new Dictionary<string, string> { ["id"] = Id, ["source"] = Source, ["type"] = Type, ["outcome"] = outcome };
        if (Trace is { } trace)
        {
            facts["trace"] = trace.TraceId;
            facts["span"] = trace.ParentId;
        }

        return facts;
    }

    public override string ToString() => $"GuardEvent {{ {Type} {Id} }}";
}

/// <summary>
/// Tells other duties that something happened: Event Grid in Azure, this host's own queue elsewhere. Durable when it
/// completes. Throws <see cref="Ports.StoreUnavailableException"/> when the event cannot be published.
/// </summary>
public interface IEventPublisher
{
    ValueTask PublishAsync(GuardEvent value, CancellationToken cancellationToken);
}
