using Microsoft.Data.Sqlite;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// One connection and the statements it has run, kept prepared: parsing and planning cost more than running them. The
/// texts are few, since each is a constant of a store, and a text's parameters always come in the same order. Used by one thread at a
/// time.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>The transaction that statements run in; null outside of one.</summary>
    public SqliteTransaction? Transaction { get; set; }

    public SqliteConnection Connection => connection;

    /// <summary>The statement with these parameters in place of its last ones. It is this object's: not to be disposed of.</summary>
    public SqliteCommand Get(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the stores' own constants.
            command.CommandText = sql;
#pragma warning restore CA2100
            _prepared.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i == command.Parameters.Count)
            {
                command.Parameters.AddWithValue(parameters[i].Name, parameters[i].Value);
            }
            else
            {
                command.Parameters[i].Value = parameters[i].Value;
            }
        }

        return command;
    }

    public int Run(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) => Get(sql, parameters).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
