using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>Documents in SQLite. A version is a fresh id, so a document made again never has an old one's version.</summary>
public sealed class SqliteDocumentStore(SqliteDatabase database, TimeProvider clock, IEntropy entropy) : IDocumentStore
{
    private const int LargestPage = 10_000;

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken)
    {
        Require(partition, key);
        cancellationToken.ThrowIfCancellationRequested();
        var now = Now();
        return new(database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT key, body, version, expires FROM documents WHERE partition = $partition AND key = $key AND (expires IS NULL OR expires > $now)";
            command.Parameters.AddWithValue("$partition", partition);
            command.Parameters.AddWithValue("$key", key);
            command.Parameters.AddWithValue("$now", now);
            using var reader = command.ExecuteReader();
            return reader.Read() ? ReadDocument(partition, reader) : null;
        }));
    }

    /// <summary>Takes the place of an expired document; deletes a few other expired ones while it holds the pen.</summary>
    public ValueTask<Document?> CreateAsync(string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        Require(partition, key);
        var created = new Document(partition, key, body.ToArray(), entropy.NewId(), expires?.ToUniversalTime());
        return database.WriteAsync(
            (connection, transaction) =>
            {
                using var purge = Command(connection, transaction, "DELETE FROM documents WHERE rowid IN (SELECT rowid FROM documents WHERE expires <= $now LIMIT 16) OR (partition = $partition AND key = $key AND expires <= $now)", partition, key);
                purge.ExecuteNonQuery();
                using var insert = Command(connection, transaction, "INSERT INTO documents VALUES ($partition, $key, $body, $version, $expires) ON CONFLICT DO NOTHING", partition, key);
                AddContent(insert, created);
                return insert.ExecuteNonQuery() == 1 ? created : null;
            },
            cancellationToken);
    }

    public ValueTask<Document?> ReplaceAsync(string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        Require(partition, key);
        ArgumentNullException.ThrowIfNull(version);
        var replaced = new Document(partition, key, body.ToArray(), entropy.NewId(), expires?.ToUniversalTime());
        return database.WriteAsync(
            (connection, transaction) =>
            {
                using var update = Command(
                    connection, transaction,
                    "UPDATE documents SET body = $body, version = $version, expires = $expires WHERE partition = $partition AND key = $key AND version = $expected AND (expires IS NULL OR expires > $now)",
                    partition, key);
                AddContent(update, replaced);
                update.Parameters.AddWithValue("$expected", version);
                return update.ExecuteNonQuery() == 1 ? replaced : null;
            },
            cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken)
    {
        Require(partition, key);
        ArgumentNullException.ThrowIfNull(version);
        return database.WriteAsync(
            (connection, transaction) =>
            {
                using var delete = Command(connection, transaction, "DELETE FROM documents WHERE partition = $partition AND key = $key AND version = $expected AND (expires IS NULL OR expires > $now)", partition, key);
                delete.Parameters.AddWithValue("$expected", version);
                return delete.ExecuteNonQuery() == 1;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        Require(partition, afterKey ?? "-");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancellationToken.ThrowIfCancellationRequested();
        var now = Now();
        return new(database.Read<IReadOnlyList<Document>>(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT key, body, version, expires FROM documents WHERE partition = $partition AND key > $after AND (expires IS NULL OR expires > $now) ORDER BY key LIMIT $limit";
            command.Parameters.AddWithValue("$partition", partition);
            command.Parameters.AddWithValue("$after", afterKey ?? "");
            command.Parameters.AddWithValue("$now", now);
            command.Parameters.AddWithValue("$limit", Math.Min(limit, LargestPage));
            using var reader = command.ExecuteReader();
            var documents = new List<Document>();
            while (reader.Read())
            {
                documents.Add(ReadDocument(partition, reader));
            }

            return documents;
        }));
    }

    private static void Require(string partition, string key)
    {
        StoreNames.RequireDocumentName(partition);
        StoreNames.RequireDocumentName(key);
    }

    private static Document ReadDocument(string partition, SqliteDataReader reader) => new(
        partition, reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2),
        reader.IsDBNull(3) ? null : new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero));

    private static void AddContent(SqliteCommand command, Document document)
    {
        command.Parameters.AddWithValue("$body", document.Body.ToArray());
        command.Parameters.AddWithValue("$version", document.Version);
        command.Parameters.AddWithValue("$expires", document.Expires is { } expires ? expires.UtcTicks : DBNull.Value);
    }

#pragma warning disable CA2100 // The statements are this class's own constants.
    private SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql, string partition, string key)
    {
        var command = new SqliteCommand(sql, connection, transaction);
        command.Parameters.AddWithValue("$partition", partition);
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$now", Now());
        return command;
    }
#pragma warning restore CA2100

    private long Now() => clock.GetUtcNow().UtcTicks;
}
