using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>A write that waits for its batch's commit.</summary>
internal abstract class SqliteWrite
{
    public abstract void Run(SqliteStatements statements);

    public abstract void Complete();

    public abstract void Fail(StoreUnavailableException failure);
}
