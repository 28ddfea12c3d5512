using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Events;

/// <summary>
/// Brings events from the queue to their handlers. A failed delivery comes again, each time after a longer pause; the
/// last one raises an alert and leaves the message on the queue's poison list. Thread-safe; several hosts may drain.
/// </summary>
public sealed class EventDispatcher(
    IWorkQueue queue,
    IEnumerable<IGuardEventHandler> handlers,
    IAlertSink alerts,
    TimeProvider clock,
    ILogger<EventDispatcher> logger)
{
    public const string QueueName = "events";

    private const int BatchSize = 16;
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(5);
    private static readonly Backoff Redelivery = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2560));

    /// <summary>Handlers are cut off before the message can be delivered to somebody else.</summary>
    private static readonly TimeSpan Timeout = Visibility - TimeSpan.FromSeconds(30);

    private readonly FrozenDictionary<string, IGuardEventHandler[]> _byType = handlers
        .SelectMany(static handler => handler.Types.Select(type => (type, handler)))
        .GroupBy(static pair => pair.type, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(
            static group => group.Key, static group => group.Select(static pair => pair.handler).ToArray(),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether any handler wants this type; others are recorded and dropped.</summary>
    public bool Handles(string type) => _byType.ContainsKey(type);

    public ValueTask EnqueueAsync(GuardEvent value, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(QueueName, EventEnvelope.Write(value), TimeSpan.Zero, cancellationToken);

    /// <summary>Runs every handler of the event's type, one after the other. Throws the first failure, after all have run.</summary>
    public async Task DispatchAsync(GuardEvent value, CancellationToken cancellationToken)
    {
        List<Exception>? failures = null;
        foreach (var handler in _byType.GetValueOrDefault(value.Type, []))
        {
            try
            {
                await handler.HandleAsync(value, cancellationToken);
            }
#pragma warning disable CA1031 // One handler's failure must not keep the event from the others.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                (failures ??= []).Add(exception);
            }
        }

        if (failures is not null)
        {
            throw new AggregateException("A handler failed.", failures);
        }
    }

    /// <summary>Handles what is visible on the queue now. Returns how many messages it took; 0 means that the queue is empty.</summary>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        while (true)
        {
            var messages = await queue.ReceiveAsync(QueueName, BatchSize, Visibility, cancellationToken);
            if (messages.Count == 0)
            {
                return taken;
            }

            // At once, so that the last of a batch does not lose its visibility while the first is worked on.
            await Task.WhenAll(messages.Select(message => HandleAsync(message, cancellationToken)));
            taken += messages.Count;
        }
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = new CancellationTokenSource(Timeout, clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await DispatchAsync(Read(message), linked.Token);
        }
#pragma warning disable CA1031 // The edge of a delivery: whatever failed, the queue decides when it comes again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(message, exception, cancellationToken);
            return;
        }

        await queue.CompleteAsync(QueueName, message, cancellationToken);
    }

    private async Task FailAsync(QueueMessage message, Exception exception, CancellationToken cancellationToken)
    {
        var cause = exception is AggregateException { InnerExceptions: [var first, ..] } ? first : exception;
        EventsLog.DeliveryFailed(logger, message.Id, message.DeliveryCount, cause.GetType().FullName, cause.StackTrace);
        if (message.DeliveryCount >= queue.MaxDeliveries)
        {
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = AlertCodes.EventPoisoned,
                    Severity = AlertSeverity.Critical,
                    Message =
                        $"An event failed {message.DeliveryCount} times and is on the poison list. See the host's log for message {message.Id}.",
                    Time = clock.GetUtcNow(),
                    DedupeKey = message.Id,
                },
                cancellationToken);
        }

        await queue.RenewAsync(QueueName, message, Redelivery.After(message.DeliveryCount), cancellationToken);
    }

    private GuardEvent Read(QueueMessage message)
    {
        // Not disposed: the event's data lives in it.
        var root = JsonDocument.Parse(message.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }).RootElement;
        return EventEnvelope.TryRead(root, clock.GetUtcNow(), out var value, out var problem)
            ? value
            : throw new InvalidDataException(problem);
    }
}
