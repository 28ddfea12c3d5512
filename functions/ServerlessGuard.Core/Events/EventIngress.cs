using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Events;

/// <summary>
/// The ways by which an event comes that is no request of ours: pushed by Event Grid, or lying in the duty's queue. Either
/// schema. An exception means: deliver again, and at last set aside.
/// </summary>
public sealed class EventIngress(EventDispatcher dispatcher, IAuditLog audit, IPolicySource policies, TimeProvider clock)
{
    /// <summary>Queues a pushed event that a handler wants; others are dropped.</summary>
    /// <exception cref="InvalidDataException">The bytes are no event; the message repeats none of them.</exception>
    public async Task AcceptAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var document = Parse(json);
        var value = Accepted(GuardEventJson.TryRead(One(document), clock.GetUtcNow(), out var read, out var problem), read, problem);
        if (dispatcher.Handles(value.Type))
        {
            await dispatcher.EnqueueAsync(value, cancellationToken);
        }
    }

    /// <summary>Has a queued event handled. Its entry is durable before any handler runs.</summary>
    /// <exception cref="InvalidDataException">The bytes are no event; the message repeats none of them.</exception>
    public async Task HandleAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var document = Parse(json);
        var value = Accepted(EventEnvelope.TryRead(One(document), clock.GetUtcNow(), out var read, out var problem), read, problem);
        if (!dispatcher.Handles(value.Type))
        {
            return;
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.EventReceived,
                Time = clock.GetUtcNow(),
                Actor = value.DeliveredBy ?? Actors.Guard,
                PolicyRevision = policies.Current.RevisionId,
                Facts = value.Facts("handled"),
            },
            cancellationToken);
        await dispatcher.DispatchAsync(value, cancellationToken);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw new InvalidDataException("The delivery is no JSON.");
        }
    }

    /// <summary>One event, or an array that holds one.</summary>
    private static JsonElement One(JsonDocument document)
    {
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 1 ? root[0] : root;
    }

    private static GuardEvent Accepted(bool read, GuardEvent? value, string? problem) =>
        read ? value! : throw new InvalidDataException(problem);
}
