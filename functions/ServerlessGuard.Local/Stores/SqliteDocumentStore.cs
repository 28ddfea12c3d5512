using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>Documents in SQLite. A version is a fresh id, so a document made again never has an old one's version.</summary>
public sealed class SqliteDocumentStore(SqliteDatabase database, TimeProvider clock, IEntropy entropy) : IDocumentStore
{
    private const int LargestPage = 10_000;

    /// <summary>Used by the database's one writer alone.</summary>
    private SqliteTransaction? _cleanedIn;

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken)
    {
        Require(partition, key);
        cancellationToken.ThrowIfCancellationRequested();
        var now = Now();
        return new(database.Read(statements =>
        {
            using var reader = statements.Get(
                "SELECT key, body, version, expires FROM documents WHERE partition = $partition AND key = $key AND (expires IS NULL OR "
                + "expires > $now)",
                ("$partition", partition), ("$key", key), ("$now", now)).ExecuteReader();
            return reader.Read() ? ReadDocument(partition, reader) : null;
        }));
    }

    /// <summary>Takes the place of an expired document; deletes other expired ones while it holds the pen.</summary>
    public ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        Require(partition, key);
        var created = new Document(partition, key, body.ToArray(), entropy.NewId(), expires?.ToUniversalTime());
        return database.WriteAsync(
            statements =>
            {
                DeleteExpired(statements);
                return statements.Run(
                    "INSERT INTO documents VALUES ($partition, $key, $body, $version, $expires) ON CONFLICT DO UPDATE SET body = "
                    + "excluded.body, version = excluded.version, expires = excluded.expires WHERE documents.expires <= $now",
                    [.. Content(created), ("$now", Now())]) == 1 ? created : null;
            },
            cancellationToken);
    }

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        Require(partition, key);
        ArgumentNullException.ThrowIfNull(version);
        var replaced = new Document(partition, key, body.ToArray(), entropy.NewId(), expires?.ToUniversalTime());
        return database.WriteAsync(
            statements => statements.Run(
                "UPDATE documents SET body = $body, version = $version, expires = $expires WHERE partition = $partition AND key = $key "
                + "AND version = $expected AND (expires IS NULL OR expires > $now)",
                [.. Content(replaced), ("$expected", version), ("$now", Now())]) == 1 ? replaced : null,
            cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken)
    {
        Require(partition, key);
        ArgumentNullException.ThrowIfNull(version);
        return database.WriteAsync(
            statements => statements.Run(
                "DELETE FROM documents WHERE partition = $partition AND key = $key AND version = $expected AND (expires IS NULL OR "
                + "expires > $now)",
                ("$partition", partition), ("$key", key), ("$expected", version), ("$now", Now())) == 1,
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        Require(partition, afterKey ?? "-");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancellationToken.ThrowIfCancellationRequested();
        var now = Now();
        return new(database.Read<IReadOnlyList<Document>>(statements =>
        {
            using var reader = statements.Get(
                "SELECT key, body, version, expires FROM documents WHERE partition = $partition AND key > $after AND (expires IS NULL OR "
                + "expires > $now) ORDER BY key LIMIT $limit",
                ("$partition", partition), ("$after", afterKey ?? ""), ("$now", now), ("$limit", Math.Min(limit, LargestPage)))
                    .ExecuteReader();
            var documents = new List<Document>();
            while (reader.Read())
            {
                documents.Add(ReadDocument(partition, reader));
            }

            return documents;
        }));
    }

    /// <summary>Some of the expired documents, once for all writes that share a commit; never fewer than these can add.</summary>
    private void DeleteExpired(SqliteStatements statements)
    {
        if (statements.Transaction != _cleanedIn)
        {
            _cleanedIn = statements.Transaction;
            statements.Run(
                "DELETE FROM documents WHERE rowid IN (SELECT rowid FROM documents WHERE expires <= $now LIMIT 256)", ("$now", Now()));
        }
    }

    private static void Require(string partition, string key)
    {
        StoreNames.RequireDocumentName(partition);
        StoreNames.RequireDocumentName(key);
    }

    private static Document ReadDocument(string partition, SqliteDataReader reader) => new(
        partition, reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2),
        reader.IsDBNull(3) ? null : new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero));

    private static (string Name, object Value)[] Content(Document document) =>
    [
        ("$partition", document.Partition),
        ("$key", document.Key),
        ("$body", MemoryMarshal.TryGetArray(document.Body, out var whole) && whole.Count == whole.Array!.Length
            ? whole.Array : document.Body.ToArray()),
        ("$version", document.Version),
        ("$expires", document.Expires is { } expires ? expires.UtcTicks : DBNull.Value),
    ];

    private long Now() => clock.GetUtcNow().UtcTicks;
}
