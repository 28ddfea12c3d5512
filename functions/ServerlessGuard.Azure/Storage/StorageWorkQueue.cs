using Azure;
using Azure.Storage.Queues;
using ServerlessGuard.Core.Ports;
using QueueMessage = ServerlessGuard.Core.Ports.QueueMessage;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// Queues on Storage Queues. Messages do not expire. One that was delivered too often moves to <c>QUEUE-poison</c> at the
/// next receive, as the Functions runtime does it, so that one list holds what either gave up on.
/// </summary>
public sealed class StorageWorkQueue(
    StorageClients clients, IReadOnlyDictionary<string, string> names, IEntropy entropy, int maxDeliveries = 5) : IWorkQueue
{
    /// <summary>The container of long bodies.</summary>
    public const string SpillContainer = "messages-long";

    private const int MostPerCall = 32;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    public int MaxDeliveries => maxDeliveries;

    /// <exception cref="ArgumentOutOfRangeException">The delay is above the service's seven days.</exception>
    public ValueTask EnqueueAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        var name = NameOf(queue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, Longest);
        return StorageExceptionMapper.GuardAsync(
            QueueLabel(name), "send",
            async () =>
            {
                var text = QueueEnvelope.MustSpill(body.Span)
                    ? QueueEnvelope.Write(await SpilledBytes.WriteAsync(clients, SpillContainer, name, body, entropy, cancellationToken))
                    : QueueEnvelope.Write(body.Span);
                await (await clients.QueueAsync(name)).SendMessageAsync(text, Whole(delay), Forever, cancellationToken);
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        var name = NameOf(queue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return StorageExceptionMapper.GuardAsync<IReadOnlyList<QueueMessage>>(
            QueueLabel(name), "receive",
            async () =>
            {
                var client = await clients.QueueAsync(name);
                var received = new List<QueueMessage>();
                while (received.Count < max)
                {
                    var messages = (await client.ReceiveMessagesAsync(
                        Math.Min(max - received.Count, MostPerCall), Whole(visibility), cancellationToken)).Value;
                    foreach (var message in messages)
                    {
                        if (await OpenAsync(message, cancellationToken) is { } opened && opened.DeliveryCount <= maxDeliveries)
                        {
                            received.Add(opened);
                        }
                        else
                        {
                            await PoisonAsync(client, name, message, cancellationToken);
                        }
                    }

                    if (messages.Length == 0)
                    {
                        break;
                    }
                }

                return received;
            },
            cancellationToken);
    }

    public ValueTask<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        var name = NameOf(queue);
        ArgumentNullException.ThrowIfNull(message);
        return StorageExceptionMapper.GuardAsync(
            QueueLabel(name), "complete",
            async () =>
            {
                if (QueueReceipt.Parse(message.Receipt) is not { } receipt)
                {
                    return false;
                }

                try
                {
                    await (await clients.QueueAsync(name)).DeleteMessageAsync(message.Id, receipt.Pop, cancellationToken);
                }
                catch (RequestFailedException e) when (IsStale(e))
                {
                    return false;
                }

                if (receipt.Spilled is { } spilled)
                {
                    await spilled.ForgetAsync(clients, SpillContainer, cancellationToken);
                }

                return true;
            },
            cancellationToken);
    }

    public ValueTask<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        var name = NameOf(queue);
        ArgumentNullException.ThrowIfNull(message);
        return StorageExceptionMapper.GuardAsync(
            QueueLabel(name), "renew",
            async () =>
            {
                if (QueueReceipt.Parse(message.Receipt) is not { } receipt)
                {
                    return null;
                }

                // The service replaces the text with the visibility.
                var text = receipt.Spilled is { } spilled ? QueueEnvelope.Write(spilled) : QueueEnvelope.Write(message.Body.Span);
                try
                {
                    var updated = await (await clients.QueueAsync(name)).UpdateMessageAsync(
                        message.Id, receipt.Pop, text, Whole(visibility), cancellationToken);
                    return message with { Receipt = new QueueReceipt(updated.Value.PopReceipt, receipt.Spilled).ToString() };
                }
                catch (RequestFailedException e) when (IsStale(e))
                {
                    return null;
                }
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<QueueMessage>> PeekPoisonAsync(string queue, int max, CancellationToken cancellationToken)
    {
        var name = PoisonOf(NameOf(queue));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return StorageExceptionMapper.GuardAsync<IReadOnlyList<QueueMessage>>(
            QueueLabel(name), "peek",
            async () =>
            {
                var poison = new List<QueueMessage>();
                foreach (var message in (await (await clients.QueueAsync(name)).PeekMessagesAsync(
                    Math.Min(max, MostPerCall), cancellationToken)).Value)
                {
                    var body = await BodyAsync(message.Body.ToString(), cancellationToken);
                    poison.Add(new QueueMessage(message.MessageId, body.Body ?? default, "", maxDeliveries));
                }

                return poison;
            },
            cancellationToken);
    }

    /// <summary>
    /// The body of a message that a trigger received: its text as the queue holds it. Null when its long body is gone or was altered.
    /// </summary>
    public ValueTask<ReadOnlyMemory<byte>?> OpenAsync(string text, CancellationToken cancellationToken) =>
        StorageExceptionMapper.GuardAsync(
            QueueLabel(SpillContainer), "open", async () => (await BodyAsync(text, cancellationToken)).Body, cancellationToken);

    private static string QueueLabel(string name) => $"Queue {name}";

    private static string PoisonOf(string name) => name + "-poison";

    /// <summary>The service counts in seconds; a message must not come early.</summary>
    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    /// <summary>The message is gone, was delivered again, or the receipt is none.</summary>
    private static bool IsStale(RequestFailedException e) =>
        e.Status == 404 || (e.Status == 400 && e.ErrorCode is "PopReceiptMismatch" or "InvalidQueryParameterValue");

    private string NameOf(string queue)
    {
        StoreNames.RequireQueueName(queue);
        return names.GetValueOrDefault(queue, queue);
    }

    private async ValueTask<QueueMessage?> OpenAsync(
        global::Azure.Storage.Queues.Models.QueueMessage message, CancellationToken cancellationToken)
    {
        var (body, address) = await BodyAsync(message.Body.ToString(), cancellationToken);
        return body is { } bytes ? new QueueMessage(
            message.MessageId, bytes, new QueueReceipt(message.PopReceipt, address).ToString(), (int)message.DequeueCount) : null;
    }

    private async ValueTask<(ReadOnlyMemory<byte>? Body, SpilledBytes? Address)> BodyAsync(string text, CancellationToken cancellationToken)
    {
        var (body, address) = QueueEnvelope.Read(text);
        return address is null ? (body, null) : (await address.ReadAsync(clients, SpillContainer, cancellationToken), address);
    }

    /// <summary>Sent before it is deleted: a crash between leaves it in both, never in neither.</summary>
    private async ValueTask PoisonAsync(
        QueueClient client, string name, global::Azure.Storage.Queues.Models.QueueMessage message, CancellationToken cancellationToken)
    {
        await (await clients.QueueAsync(PoisonOf(name))).SendMessageAsync(message.Body.ToString(), null, Forever, cancellationToken);
        try
        {
            await client.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        }
        catch (RequestFailedException e) when (IsStale(e))
        {
            // Another receiver took it meanwhile, and will find the same.
        }
    }
}

/// <summary>
/// The service's pop receipt, and the address of a long body, which goes when the message does. Opaque to everybody else.
/// </summary>
internal sealed record QueueReceipt(string Pop, SpilledBytes? Spilled)
{
    public override string ToString() => $"{Pop}|{Spilled}";

    public static QueueReceipt? Parse(string text)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        return at > 0 ? new(text[..at], SpilledBytes.Parse(text[(at + 1)..])) : null;
    }
}
