using Microsoft.Data.Sqlite;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>A write that waits for its batch's commit.</summary>
internal abstract class SqliteWrite
{
    public abstract void Run(SqliteConnection connection, SqliteTransaction transaction);

    public abstract void Complete();

    public abstract void Fail(StoreUnavailableException failure);
}
