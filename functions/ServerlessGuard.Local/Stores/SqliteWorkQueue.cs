using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// Queues in SQLite. A message is poison once it was delivered <see cref="MaxDeliveries"/> times and the last delivery's
/// time is over; it stays in its table and is no longer delivered. Times count on this machine's clock.
/// </summary>
public sealed class SqliteWorkQueue(SqliteDatabase database, TimeProvider clock, IEntropy entropy, int maxDeliveries = 5) : IWorkQueue
{
    /// <summary>The largest body, 32 MiB: what a queue must carry is 10 MiB.</summary>
    private const int LargestBody = 32 << 20;

    public int MaxDeliveries => maxDeliveries;

    public async ValueTask EnqueueAsync(string queue, ReadOnlyMemory<byte> body, TimeSpan delay, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, LargestBody, nameof(body));
        var (id, bytes, visible) = (entropy.NewId(), body.ToArray(), (clock.GetUtcNow() + delay).UtcTicks);
        await database.WriteAsync(
            statements => statements.Run(
                "INSERT INTO messages VALUES ($id, $queue, $visible, 0, '', $body)",
                ("$id", id), ("$queue", queue), ("$visible", visible), ("$body", bytes)),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        cancellationToken.ThrowIfCancellationRequested();

        // An idle poller must not cost an fsync: look first, take the pen only when something is there.
        var most = Math.Min(max, 256);
        if (database.Read(statements => Visible(statements, queue, 1)).Count == 0)
        {
            return [];
        }

        return await database.WriteAsync<IReadOnlyList<QueueMessage>>(
            statements =>
            {
                var until = (clock.GetUtcNow() + visibility).UtcTicks;
                return [.. Visible(statements, queue, most).Select(id => Take(statements, id, until))];
            },
            cancellationToken);
    }

    public ValueTask<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        Require(queue, message);
        return database.WriteAsync(
            statements => statements.Run(
                "DELETE FROM messages WHERE id = $id AND queue = $queue AND receipt = $receipt AND receipt <> ''",
                ("$id", message.Id), ("$queue", queue), ("$receipt", message.Receipt)) == 1,
            cancellationToken);
    }

    public ValueTask<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        Require(queue, message);
        var receipt = entropy.NewId();
        return database.WriteAsync(
            statements => statements.Run(
                "UPDATE messages SET visible = $visible, receipt = $fresh WHERE id = $id AND queue = $queue AND receipt = $receipt AND "
                + "receipt <> ''",
                ("$id", message.Id), ("$queue", queue), ("$receipt", message.Receipt), ("$fresh", receipt),
                ("$visible", (clock.GetUtcNow() + visibility).UtcTicks)) == 1
                ? message with { Receipt = receipt }
                : null,
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<QueueMessage>> PeekPoisonAsync(string queue, int max, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        cancellationToken.ThrowIfCancellationRequested();
        return new(database.Read<IReadOnlyList<QueueMessage>>(statements => ReadMessages(statements.Get(
            "SELECT id, body, receipt, deliveries FROM messages WHERE queue = $queue AND deliveries >= $most AND visible <= $now ORDER BY "
            + "rowid LIMIT $max",
            ("$queue", queue), ("$most", maxDeliveries), ("$now", clock.GetUtcNow().UtcTicks), ("$max", max)))));
    }

    private static void Require(string queue, QueueMessage message)
    {
        StoreNames.RequireQueueName(queue);
        ArgumentNullException.ThrowIfNull(message);
    }

    private static List<QueueMessage> ReadMessages(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var messages = new List<QueueMessage>();
        while (reader.Read())
        {
            messages.Add(new QueueMessage(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetInt32(3)));
        }

        return messages;
    }

    private List<string> Visible(SqliteStatements statements, string queue, int max)
    {
        using var reader = statements.Get(
            "SELECT id FROM messages WHERE queue = $queue AND visible <= $now AND deliveries < $most ORDER BY visible LIMIT $max",
            ("$queue", queue), ("$now", clock.GetUtcNow().UtcTicks), ("$most", maxDeliveries), ("$max", max)).ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private QueueMessage Take(SqliteStatements statements, string id, long until) => ReadMessages(statements.Get(
        "UPDATE messages SET visible = $until, receipt = $receipt, deliveries = deliveries + 1 WHERE id = $id RETURNING id, body, "
        + "receipt, deliveries",
        ("$until", until), ("$receipt", entropy.NewId()), ("$id", id))).Single();
}
