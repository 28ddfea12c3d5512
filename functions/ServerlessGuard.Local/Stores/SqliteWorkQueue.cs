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
            (connection, transaction) => Run(
                connection, transaction, "INSERT INTO messages VALUES ($id, $queue, $visible, 0, '', $body)",
                ("$id", id), ("$queue", queue), ("$visible", visible), ("$body", bytes)),
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        cancellationToken.ThrowIfCancellationRequested();

        // An idle poller must not cost an fsync: look first, take the pen only when something is there.
        var most = Math.Min(max, 256);
        if (database.Read(connection => Visible(connection, null, queue, 1)).Count == 0)
        {
            return [];
        }

        return await database.WriteAsync<IReadOnlyList<QueueMessage>>(
            (connection, transaction) =>
            {
                var until = (clock.GetUtcNow() + visibility).UtcTicks;
                return [.. Visible(connection, transaction, queue, most).Select(id => Take(connection, transaction, id, until))];
            },
            cancellationToken);
    }

    public ValueTask<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        Require(queue, message);
        return database.WriteAsync(
            (connection, transaction) => Run(
                connection, transaction, "DELETE FROM messages WHERE id = $id AND queue = $queue AND receipt = $receipt AND receipt <> ''",
                ("$id", message.Id), ("$queue", queue), ("$receipt", message.Receipt)) == 1,
            cancellationToken);
    }

    public ValueTask<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        Require(queue, message);
        var receipt = entropy.NewId();
        return database.WriteAsync(
            (connection, transaction) => Run(
                connection, transaction, "UPDATE messages SET visible = $visible, receipt = $fresh WHERE id = $id AND queue = $queue AND receipt = $receipt AND receipt <> ''",
                ("$id", message.Id), ("$queue", queue), ("$receipt", message.Receipt), ("$fresh", receipt), ("$visible", (clock.GetUtcNow() + visibility).UtcTicks)) == 1
                ? message with { Receipt = receipt }
                : null,
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<QueueMessage>> PeekPoisonAsync(string queue, int max, CancellationToken cancellationToken)
    {
        StoreNames.RequireQueueName(queue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        cancellationToken.ThrowIfCancellationRequested();
        return new(database.Read<IReadOnlyList<QueueMessage>>(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT id, body, receipt, deliveries FROM messages WHERE queue = $queue AND deliveries >= $most AND visible <= $now ORDER BY rowid LIMIT $max";
            Bind(command, ("$queue", queue), ("$most", maxDeliveries), ("$now", clock.GetUtcNow().UtcTicks), ("$max", max));
            return ReadMessages(command);
        }));
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

    private static void Bind(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
    }

#pragma warning disable CA2100 // The statements are this class's own constants.
    private static int Run(SqliteConnection connection, SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = new SqliteCommand(sql, connection, transaction);
        Bind(command, parameters);
        return command.ExecuteNonQuery();
    }
#pragma warning restore CA2100

    private List<string> Visible(SqliteConnection connection, SqliteTransaction? transaction, string queue, int max)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT id FROM messages WHERE queue = $queue AND visible <= $now AND deliveries < $most ORDER BY visible LIMIT $max";
        Bind(command, ("$queue", queue), ("$now", clock.GetUtcNow().UtcTicks), ("$most", maxDeliveries), ("$max", max));
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private QueueMessage Take(SqliteConnection connection, SqliteTransaction transaction, string id, long until)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE messages SET visible = $until, receipt = $receipt, deliveries = deliveries + 1 WHERE id = $id RETURNING id, body, receipt, deliveries";
        Bind(command, ("$until", until), ("$receipt", entropy.NewId()), ("$id", id));
        return ReadMessages(command).Single();
    }
}
