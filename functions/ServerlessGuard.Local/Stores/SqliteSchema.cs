using System.Globalization;
using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>The tables of the embedded database, and the steps from each version to the next. A step is never edited.</summary>
internal static class SqliteSchema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE documents (
            partition TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, version TEXT NOT NULL, expires INTEGER,
            UNIQUE (partition, key)) STRICT;
        CREATE INDEX documents_expires ON documents (expires) WHERE expires IS NOT NULL;
        CREATE TABLE messages (
            id TEXT NOT NULL PRIMARY KEY, queue TEXT NOT NULL, visible INTEGER NOT NULL, deliveries INTEGER NOT NULL,
            receipt TEXT NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX messages_visible ON messages (queue, visible);
        """,
    ];

    /// <summary>Brings the file to this version. Another process may do the same at the same time: one waits for the other.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Run(connection, transaction, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT");
        var version = Convert.ToInt32(
            Scalar(connection, transaction, "SELECT max(version) FROM schema_version"), CultureInfo.InvariantCulture);
        if (version > Steps.Length)
        {
            throw new StoreUnavailableException(
                $"Database {connection.DataSource} has schema {version}; this guard knows {Steps.Length}. Run the newer guard that wrote it, or choose another data directory.");
        }

        for (; version < Steps.Length; version++)
        {
            Run(connection, transaction, Steps[version]);
            Run(connection, transaction, $"INSERT INTO schema_version VALUES ({version + 1})");
        }

        transaction.Commit();
    }

#pragma warning disable CA2100 // The statements are this class's own constants.
    private static void Run(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = new SqliteCommand(sql, connection, transaction);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = new SqliteCommand(sql, connection, transaction);
        return command.ExecuteScalar() is var value && value is DBNull ? null : value;
    }
#pragma warning restore CA2100
}
