using System.Text.Json;
using Azure;
using Azure.Identity;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Events;

/// <summary>Tells other duties on the guard's own topic, as CloudEvents, with the duty's identity. Retries are the pipeline's.</summary>
public sealed class EventGridPublisher(EventGridPublisherClient client) : IEventPublisher
{
    public async ValueTask PublishAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        PublishedEventTypes.Require(value);
        var told = new CloudEvent(
            CloudEventAttributes.ReferenceOf(value.Source), value.Type,
            BinaryData.FromString(value.Data.ValueKind == JsonValueKind.Undefined ? "null" : value.Data.GetRawText()),
            "application/json",
            CloudEventDataFormat.Json)
        {
            Id = value.Id,
            Subject = value.Subject,
            Time = value.Time,
        };
        if (value.Trace is { } trace)
        {
            told.ExtensionAttributes["traceparent"] = trace.ToString();
        }

        try
        {
            await client.SendEventAsync(told, cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AuthenticationFailedException or AggregateException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException(
                $"The guard's topic answered {(e is RequestFailedException { Status: > 0 } answer ? answer.Status : "nothing")} to an event of type {value.Type}.");
        }
    }
}
